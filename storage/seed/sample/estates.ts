import type { ReportSection } from '#src/domain/reports/report.ts'
import { sampleStreets } from './people.ts'

const company = '示例物业服务有限公司'

export const sampleCommunities = [
  {
    id: 'sample-garden',
    name: '示例花园',
    aka: ['示例花园小区'],
    street: sampleStreets[0]!,
    type: '商品房',
    managementMode: '市场化',
    committee: '业委会',
    households: 1208,
    areaM2: '146320.50',
    company,
    sample: true,
  },
  {
    id: 'sample-court',
    name: '示例家园',
    aka: ['示例家园小区'],
    street: sampleStreets[1]!,
    type: '房改',
    managementMode: '市场化',
    committee: '物管会',
    households: 632,
    areaM2: '51870.00',
    company,
    sample: true,
  },
]

export const sampleContracts = [
  {
    id: 'sample-garden-2024',
    communityId: 'sample-garden',
    company,
    kind: '正式' as const,
    startOn: '2024-04-01',
    endOn: '2027-03-31',
    feeMode: '包干' as const,
    sample: true,
  },
  {
    id: 'sample-court-2025',
    communityId: 'sample-court',
    company,
    kind: '正式' as const,
    startOn: '2025-09-01',
    endOn: '2028-08-31',
    feeMode: '包干' as const,
    sample: true,
  },
]

const committeeOf = (communityId: string): string => {
  const { name, committee } = sampleCommunities.find(({ id }) => id === communityId)!
  return `${name}${committee}`
}

type Lines = { label: string; value?: string }[]
const disclosure = (communityId: string, code: string, title: string, publishedOn: string, lines: Lines) => ({
  id: `${communityId}-${code}-1`,
  communityId,
  code,
  title,
  lines,
  version: 1,
  publishedOn,
  preparedBy: company,
  reviewedBy: committeeOf(communityId),
  sample: true,
})

export const sampleDisclosures = [
  disclosure('sample-garden', 'D1', '物业服务企业、项目负责人和投诉电话', '2026-03-02', [
    { label: '物业服务企业', value: company },
    { label: '项目负责人', value: '陈经理（示例）' },
    { label: '工作电话', value: '010-00000001（示例）' },
    { label: '投诉电话', value: '010-00000002（示例）' },
    { label: '营业执照' },
  ]),
  disclosure('sample-garden', 'D2', '服务内容和标准、收费标准和方式', '2026-03-02', [
    { label: '物业费', value: '2.68元/㎡·月' },
    { label: '收费方式', value: '按季度预收，可在服务中心或线上缴纳' },
    { label: '地面停车费', value: '150元/辆·月' },
    { label: '服务合同期限', value: '2024年4月1日至2027年3月31日' },
    { label: '服务标准', value: '按合同附件二，保洁每日2次、绿化每月2次' },
  ]),
  disclosure('sample-garden', 'D3', '电梯、消防等设施的维保单位和应急处置方案', '2026-03-02', [
    { label: '电梯维保单位', value: '示例电梯工程有限公司' },
    { label: '电梯维保电话', value: '010-00000003（示例）' },
    { label: '电梯数量', value: '24部，下次检验2027年5月' },
    { label: '消防维保单位', value: '示例消防技术有限公司' },
    { label: '应急处置方案' },
  ]),
  disclosure('sample-garden', 'D5', '公共水电费分摊、公共收益和维修资金使用', '2026-03-20', [
    { label: '公共收益总额（2025年）', value: '38.60万元' },
    { label: '公共收益合理成本（2025年）', value: '6.20万元' },
    { label: '公共收益净额（2025年）', value: '32.40万元' },
    { label: '转入维修资金（2025年）', value: '16.20万元' },
    { label: '维修资金余额（2025年末）', value: '1204.55万元' },
    { label: '公共水电费分摊' },
  ]),
  disclosure('sample-court', 'D1', '物业服务企业、项目负责人和投诉电话', '2026-04-08', [
    { label: '物业服务企业', value: company },
    { label: '项目负责人', value: '林经理（示例）' },
    { label: '投诉电话', value: '010-00000004（示例）' },
  ]),
  disclosure('sample-court', 'D2', '服务内容和标准、收费标准和方式', '2026-04-08', [
    { label: '物业费', value: '1.45元/㎡·月' },
    { label: '收费方式', value: '按半年收取' },
  ]),
]

const period = '2026年第三季度'
const told = (label: string, value: string | undefined, unit: string, source: string, more: { planned?: number; done?: number } = {}) => ({
  label,
  ...(value === undefined ? {} : { value }),
  unit,
  period,
  source,
  status: '自报' as const,
  ...more,
})

const sections: ReportSection[] = [
  {
    title: '服务完成情况',
    figures: [
      told('服务计划完成率', '97.4', '%', '服务记录'),
      told('楼道保洁', '182', '次', '保洁记录', { planned: 184, done: 182 }),
      told('绿化养护', '6', '次', '绿化记录', { planned: 6, done: 6 }),
      told('电梯维保', '144', '次', '维保记录', { planned: 144, done: 144 }),
      told('消防设施巡查', '11', '次', '巡查记录', { planned: 13, done: 11 }),
    ],
  },
  {
    title: '报修与投诉',
    figures: [
      told('报修受理', '236', '件', '报修台账'),
      told('报修办结率', '98.3', '%', '报修台账'),
      told('投诉受理', '17', '件', '投诉台账'),
      told('12345件数', undefined, '件', '街道反馈'),
    ],
  },
  {
    title: '费用与公共收益',
    figures: [
      told('物业费收缴率', '91.2', '%', '收费系统'),
      told('公共收益净额', '8.35', '万元', '公共收益账'),
      told('维修资金余额', undefined, '万元', '维修资金专户'),
    ],
    note: '公共收益单独列账，不与物业费合并计算。',
  },
]

export const sampleReports = [
  {
    id: 'sample-garden-2026q3',
    communityId: 'sample-garden',
    periodLabel: period,
    periodType: 'quarter' as const,
    fromOn: '2026-07-01',
    toOn: '2026-09-30',
    preparedBy: company,
    reviewedBy: '示例花园业委会',
    version: 1,
    status: 'reviewed' as const,
    publishOn: '2026-11-23',
    sections,
    sample: true,
  },
]
