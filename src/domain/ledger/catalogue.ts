import type { LedgerField, LedgerKind } from './kind.ts'

const document = 'haidian-2025'
const households: LedgerField = { key: 'households', title: '户数', type: 'number', max: 100_000, example: '632' }
const year: LedgerField = { key: 'year', title: '年度', type: 'number', max: 2100, required: true, example: '2026' }
const grade: LedgerField = { key: 'grade', title: '评价结果', type: 'text', max: 20, example: '良好' }

const evaluation = { item: '个', unit: '个', document, fields: [year, grade], done: ['evaluated'], keyField: 'year' } as const
const evaluationStates = [
  { id: 'listed', label: '待评价' },
  { id: 'evaluated', label: '已评价' },
] as const

const counter = {
  unit: '次',
  item: '次',
  document,
  counter: true,
  done: ['counted'],
  states: [{ id: 'counted', label: '已计数' }],
} as const
const counted: LedgerField[] = [
  { key: 'on', title: '日期', type: 'day', required: true, example: '2026-11-23' },
  { key: 'amount', title: '次数', type: 'number', max: 50, required: true, example: '1' },
]

/** Every ledger the plan calls for. */
export const catalogue: readonly LedgerKind[] = [
  {
    id: 'property-service',
    name: '老旧小区引入物业',
    aka: ['引入物业', '老旧小区', '上账小区'],
    item: '小区',
    unit: '个',
    document,
    clause: 'haidian-2025/task-23',
    words: '以区为单位建立台账动态调整机制',
    fields: [
      {
        key: 'mode',
        title: '管理模式',
        type: 'choice',
        options: ['无物业', '失管', '自管', '单位自管', '应急', '市场化'],
        required: true,
        example: '失管',
      },
      households,
      { key: 'owner', title: '产权单位', type: 'text', max: 60, example: '' },
      { key: 'company', title: '物业服务企业', type: 'text', max: 80, example: '' },
    ],
    states: [
      { id: 'listed', label: '上账' },
      { id: 'doing', label: '推进中' },
      { id: 'ruling', label: '待裁定', gated: true },
      { id: 'applied', label: '待街镇复核', gated: true },
      { id: 'streetPassed', label: '待区级复核', gated: true },
      { id: 'closed', label: '已销账', gated: true },
    ],
    done: ['closed'],
    base: { task: 23, words: '477个上账小区' },
    targets: [
      { label: '2025年试点', task: 23, words: '2025年试点完成60个老旧小区引入物业服务', states: ['closed'], of: 'quota', cutOff: true },
      { label: '2027年全覆盖', task: 23, words: '至2027年实现477个上账小区', states: ['closed'], of: 'base' },
    ],
    closing: { mode: 'mode', needRuling: ['自管', '单位自管', '应急'] },
  },
  {
    id: 'elevator',
    name: '电梯更新',
    aka: ['老旧电梯更新', '电梯'],
    item: '台',
    unit: '台',
    document,
    clause: 'haidian-2025/task-50',
    words: '建立重点点位台账',
    fields: [
      { key: 'code', title: '设备代码', type: 'text', max: 40, required: true, example: '31101101082005060001' },
      { key: 'site', title: '位置', type: 'text', max: 60, example: '3号楼1单元' },
      { key: 'installed', title: '安装年份', type: 'number', max: 2100, example: '2005' },
    ],
    states: [
      { id: 'listed', label: '已排查' },
      { id: 'declared', label: '已申报' },
      { id: 'approved', label: '已批复' },
      { id: 'started', label: '已开工' },
      { id: 'renewed', label: '更新完成' },
    ],
    done: ['renewed'],
    targets: [
      {
        label: '申报',
        task: 50,
        words: '申报使用超长国债支持住宅老旧电梯更新不少于1000台',
        states: ['declared', 'approved', 'started', 'renewed'],
        of: 'quota',
      },
      {
        label: '批复后开工',
        task: 50,
        words: '对于批复国债资金项目年底前实现100%开工',
        states: ['started', 'renewed'],
        of: ['approved', 'started', 'renewed'],
      },
    ],
    keyField: 'code',
  },
  {
    id: 'handover',
    name: '三供一业',
    aka: ['三供一业移交小区', '移交小区'],
    item: '小区',
    unit: '个',
    document,
    clause: 'haidian-2025/task-27',
    words: '逐个梳理“三供一业”小区信息，规范物业服务合同',
    fields: [
      { key: 'ownership', title: '产权情况', type: 'choice', options: ['单一产权', '多产权'], required: true, example: '单一产权' },
      { key: 'owner', title: '产权单位', type: 'text', max: 60, example: '' },
      { key: 'receiver', title: '接收单位', type: 'text', max: 60, example: '' },
      households,
    ],
    states: [
      { id: 'listed', label: '已梳理' },
      { id: 'negotiating', label: '规范中' },
      { id: 'regulated', label: '合同已规范' },
    ],
    done: ['regulated'],
    targets: [
      {
        label: '单一产权单位小区',
        task: 27,
        words: '单一产权单位小区在2025年底前完成',
        states: ['regulated'],
        of: 'listed',
        among: { field: 'ownership', value: '单一产权' },
        by: '2025-12-31',
      },
      {
        label: '多产权单位小区',
        task: 27,
        words: '多产权单位小区在2026年底前完成',
        states: ['regulated'],
        of: 'listed',
        among: { field: 'ownership', value: '多产权' },
        by: '2026-12-31',
      },
    ],
  },
  {
    id: 'sewage',
    name: '雨污错接',
    aka: ['雨污错接混接', '雨污混接'],
    item: '处',
    unit: '处',
    document,
    clause: 'haidian-2025/task-57',
    words: '制定整治台账',
    fields: [
      { key: 'site', title: '位置', type: 'text', max: 60, required: true, example: '3号楼东侧雨水口' },
      { key: 'problem', title: '问题', type: 'text', max: 200, example: '阳台污水接入雨水管' },
    ],
    states: [
      { id: 'listed', label: '上账' },
      { id: 'doing', label: '整改中' },
      { id: 'mended', label: '已整改' },
    ],
    done: ['mended'],
    targets: [
      {
        label: '上账问题整改',
        task: 57,
        words: '2027年底前完成上账问题整改',
        states: ['mended'],
        of: 'listed',
        by: '2027-12-31',
      },
    ],
    keyField: 'site',
  },
  {
    ...counter,
    id: 'training',
    name: '专场培训',
    aka: ['培训'],
    clause: 'haidian-2025/task-40',
    words: '每年通过线上线下结合的方式开展不少于10次专场培训',
    fields: [...counted, { key: 'topic', title: '内容', type: 'text', max: 200, example: '物业服务合同' }],
    targets: [{ label: '年度目标', task: 40, words: '不少于10次专场培训', states: ['counted'], of: 'quota', yearly: true }],
  },
  {
    ...counter,
    id: 'guidance',
    name: '点对点指导',
    aka: ['点对点'],
    clause: 'haidian-2025/task-40',
    words: '不少于50次点对点指导',
    fields: [...counted, { key: 'topic', title: '内容', type: 'text', max: 200, example: '公共收益公示' }],
    targets: [{ label: '年度目标', task: 40, words: '不少于50次点对点指导', states: ['counted'], of: 'quota', yearly: true }],
  },
  {
    ...evaluation,
    id: 'management-committee',
    name: '物管会评价',
    aka: ['物管会运行评价'],
    clause: 'haidian-2025/task-16',
    words: '每年开展一次物管会运行情况评价',
    states: evaluationStates,
    targets: [{ label: '年度评价', task: 16, words: '每年开展一次物管会运行情况评价', states: ['evaluated'], of: 'listed', yearly: true }],
  },
  {
    ...evaluation,
    id: 'owners-committee',
    name: '业委会评价',
    aka: ['业委会履职评价'],
    clause: 'haidian-2025/task-18',
    words: '每年开展一次履职评价',
    states: evaluationStates,
    targets: [{ label: '年度评价', task: 18, words: '每年开展一次履职评价', states: ['evaluated'], of: 'listed', yearly: true }],
  },
  {
    id: 'supervised',
    name: '挂账督办',
    aka: ['挂账'],
    item: '件',
    unit: '件',
    document: 'beijing-2020',
    clause: 'beijing-2020/15',
    words: '对群众长期反映的突出问题,建立台账,挂账督办',
    fields: [
      { key: 'problem', title: '问题', type: 'text', max: 200, required: true, example: '外墙渗水长期未修' },
      { key: 'unit', title: '责任单位', type: 'text', max: 50, example: '示例一街道' },
      { key: 'dueOn', title: '整改期限', type: 'day', example: '2026-12-31' },
    ],
    states: [
      { id: 'listed', label: '挂账' },
      { id: 'doing', label: '整改中' },
      { id: 'mended', label: '已整改' },
    ],
    done: ['mended'],
    targets: [],
    keyField: 'problem',
  },
]

/** The kind people mean by a name, whole or as they shorten it. */
export const kindNamed = (said: string): LedgerKind | undefined => catalogue.find(({ name, aka }) => name === said || aka.includes(said))

/** @throws Error for an id the catalogue does not have: stored rows only carry its own */
export function kindOf(id: string): LedgerKind {
  const kind = catalogue.find((candidate) => candidate.id === id)
  if (!kind) throw new Error(`no ledger kind ${id}`)
  return kind
}

export const stateLabel = (kind: LedgerKind, id: string): string => kind.states.find((state) => state.id === id)?.label ?? id
