/** What a 履约报告 says, section by section; what is not on record stays 未提供 until somebody fills it in. */
export type OutlineSection = {
  title: string
  /** also in the short monthly report */
  monthly: boolean
  figures: readonly (readonly [label: string, unit: string, source: string])[]
  note?: string
}

/** Where the figures of service_plan and service_done stand. */
export const serviceTitle = '服务完成情况'

export const outline: readonly OutlineSection[] = [
  { title: '服务内容与标准', monthly: false, figures: [['物业费标准', '元/㎡·月', '服务合同']] },
  {
    title: '人员配置',
    monthly: false,
    figures: [
      ['合同约定人数', '人', '服务合同'],
      ['在岗人数', '人', '考勤记录'],
      ['到岗率', '%', '考勤记录'],
    ],
  },
  {
    title: '设施设备',
    monthly: false,
    figures: [
      ['电梯', '部', '设施台账'],
      ['检验到期设施', '处', '设施台账'],
      ['故障停运时长', '小时', '维保记录'],
    ],
  },
  { title: serviceTitle, monthly: true, figures: [['服务计划完成率', '%', '服务记录']] },
  {
    title: '报修与投诉',
    monthly: true,
    figures: [
      ['报修受理', '件', '报修台账'],
      ['报修办结', '件', '报修台账'],
      ['报修办结率', '%', '报修台账'],
      ['投诉受理', '件', '投诉台账'],
      ['投诉办结', '件', '投诉台账'],
      ['12345件数', '件', '12345工单'],
    ],
  },
  {
    title: '物业费',
    monthly: true,
    figures: [
      ['物业费应收', '万元', '收费系统'],
      ['物业费实收', '万元', '收费系统'],
      ['物业费收缴率', '%', '收费系统'],
      ['往期清欠', '万元', '收费系统'],
    ],
  },
  {
    title: '项目收支',
    monthly: false,
    figures: [
      ['项目收入', '万元', '项目账'],
      ['项目支出', '万元', '项目账'],
    ],
  },
  {
    title: '公共收益',
    monthly: true,
    figures: [
      ['公共收益收入', '万元', '公共收益账'],
      ['公共收益成本', '万元', '公共收益账'],
      ['公共收益净额', '万元', '公共收益账'],
      ['转入维修资金', '万元', '公共收益账'],
    ],
    note: '公共收益单独列账，不与物业费合并计算。',
  },
  {
    title: '维修资金',
    monthly: false,
    figures: [
      ['维修资金余额', '万元', '维修资金专户'],
      ['首期应筹额', '万元', '维修资金专户'],
    ],
  },
  {
    title: '业主开放日',
    monthly: false,
    figures: [
      ['开放日', '场', '开放日记录'],
      ['参加人次', '人次', '开放日记录'],
    ],
  },
  {
    title: '异议与答复',
    monthly: false,
    figures: [
      ['异议受理', '件', '异议台账'],
      ['异议已答复', '件', '异议台账'],
    ],
  },
]
