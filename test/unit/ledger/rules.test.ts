import { describe, expect, test } from 'vitest'
import { catalogue, kindOf } from '#src/domain/ledger/catalogue.ts'
import type { LedgerData } from '#src/domain/ledger/kind.ts'
import {
  type CloseAction,
  type CloseBy,
  type CloseState,
  closeStep,
  closeTable,
  doubtful,
  missingProofs,
  readProof,
} from '#src/domain/ledger/rules-close.ts'
import { keyOf, readData } from '#src/domain/ledger/rules-data.ts'
import { asLedger, readClose, readLedger } from '#src/domain/ledger/rules-say.ts'
import { standOf } from '#src/domain/ledger/rules-stand.ts'

describe('what may be written into a row', () => {
  test.each<[kind: string, written: Record<string, string>, data: LedgerData, problems: string[]]>([
    ['property-service', { mode: '失管', households: '632' }, { mode: '失管', households: 632 }, []],
    ['property-service', { households: '632' }, { households: 632 }, ['管理模式：不能为空，如「失管」。']],
    ['property-service', { mode: '没人管' }, {}, ['管理模式：应为无物业、失管、自管、单位自管、应急、市场化之一。']],
    ['property-service', { mode: '失管', households: '六百' }, { mode: '失管' }, ['户数：应为整数。']],
    ['elevator', { code: '31101', installed: '3005' }, { code: '31101' }, ['安装年份：不能大于2100。']],
    ['guidance', { on: '2026年11月3日', amount: '1' }, { on: '2026-11-03', amount: 1 }, []],
    ['guidance', { on: '2026-02-30', amount: '1' }, { amount: 1 }, ['日期：应为日期，如 2026-11-30。']],
    ['guidance', { on: '2026-11-03', amount: '51' }, { on: '2026-11-03' }, ['次数：不能大于50。']],
    ['sewage', { site: '甲'.repeat(61) }, {}, ['位置：不能超过60个字。']],
  ])('%s %j', (kind, written, data, problems) => {
    const read = readData(kindOf(kind), written, undefined)
    expect(read.data).toEqual(data)
    expect(read.problems.map(({ title, problem }) => `${title}：${problem}`)).toEqual(problems)
  })

  test('what is not written stays as it was', () =>
    expect(readData(kindOf('property-service'), { households: '700' }, { mode: '自管', households: 632 })).toEqual({
      data: { mode: '自管', households: 700 },
      problems: [],
    }))

  test.each([
    ['property-service', {}, '示例一街道/示例花园'],
    ['elevator', { code: '31101' }, '31101'],
    ['sewage', { site: '3号楼' }, '示例一街道/示例花园/3号楼'],
    ['owners-committee', { year: 2026 }, '示例一街道/示例花园/2026'],
    ['guidance', { on: '2026-11-03', amount: 1 }, 'lark:evt_1'],
  ])('%s %j is the same thing as %s', (kind, data, key) =>
    expect(keyOf(kindOf(kind), { name: '示例花园', street: '示例一街道', data: data as LedgerData, source: 'lark:evt_1' })).toBe(key),
  )
})

describe('the way to 销账', () => {
  const everyone = new Set<CloseBy>(['keeper', 'street', 'lead'])
  const step = (state: CloseState, action: CloseAction, by: CloseBy) => {
    const taken = closeStep(state, action, new Set([by]))
    return 'to' in taken ? taken.to : taken.refused
  }
  test.each<[state: CloseState, action: CloseAction, by: CloseBy, to: string]>([
    ['listed', 'prove', 'keeper', 'doing'],
    ['doing', 'apply', 'keeper', 'applied'],
    ['applied', 'pass', 'street', 'streetPassed'],
    ['streetPassed', 'pass', 'lead', 'closed'],
    ['closed', 'reopen', 'lead', 'doing'],
    ['doing', 'ask', 'keeper', 'ruling'],
    ['ruling', 'rule', 'lead', 'doing'],
    ['applied', 'return', 'street', 'doing'],
    ['applied', 'return', 'lead', 'doing'],
    ['streetPassed', 'return', 'lead', 'doing'],
    ['applied', 'pass', 'lead', '此步须由小区所在街镇进行'],
    ['streetPassed', 'pass', 'street', '此步须由专班负责人进行'],
    ['streetPassed', 'return', 'street', '此步须由专班负责人进行'],
    ['closed', 'reopen', 'street', '此步须由专班负责人进行'],
    ['closed', 'apply', 'keeper', '已销账，不能重复销账；如有问题请专班负责人重开'],
    ['applied', 'prove', 'keeper', '正在复核，如需更换证明请先退回'],
    ['listed', 'pass', 'street', '还没有申请销账，无需复核'],
    ['ruling', 'apply', 'keeper', '正在等待专班裁定能否销账'],
  ])('%s: %s by %s → %s', (state, action, by, to) => expect(step(state, action, by)).toBe(to))

  test('only the review of the district closes, and only after the street', () => {
    const ways = Object.entries(closeTable).flatMap(([state, row]) =>
      Object.keys(row).flatMap((action) => {
        const taken = closeStep(state as CloseState, action as CloseAction, everyone)
        return 'to' in taken && taken.to === 'closed' ? [`${state} ${action}`] : []
      }),
    )
    expect(ways).toEqual(['streetPassed pass'])
  })

  test.each([
    [[], ['共同决定', '物业服务合同', '依合同收费']],
    [['contract'], ['共同决定', '依合同收费']],
    [['payment', 'decision', 'contract'], []],
  ] as const)('with %j what is missing is %j', (there, missing) => expect(missingProofs(there)).toEqual(missing))

  test.each([
    ['2026-05-10 双过半通过', '2026-05-10', '双过半通过'],
    ['2026年5月10日，双过半通过', '2026-05-10', '双过半通过'],
    ['业主大会 2026.5.10 双过半', '2026-05-10', '业主大会 双过半'],
    ['2026-02-30 双过半', undefined, '双过半'],
    ['双过半通过', undefined, '双过半通过'],
  ])('%s', (said, on, words) => expect(readProof(said)).toEqual(on ? { on, words } : { words }))

  test.each([
    [{ decision: '2026-05-10', contract: '2026-06-01', payment: '2026-07-01' }, []],
    [{ decision: '2026-05-10', contract: '2026-04-01' }, ['合同签订早于共同决定']],
    [{ contract: '2026-06-01', payment: '2026-05-01' }, ['收费早于合同签订']],
    [{}, []],
  ])('%j is doubtful for %j', (dates, doubts) => expect(doubtful(dates)).toEqual(doubts))
})

describe('how a ledger stands', () => {
  const estate = (state: string, stateOn = '2026-05-01', data: LedgerData = { mode: '失管' }) => ({ state, stateOn, data })
  const quotas = [
    {
      task: 23,
      quotas: [
        {
          source: 'task' as const,
          text: '至2027年实现477个上账小区“有人管”',
          metric: '',
          unit: '个',
          comparator: '=' as const,
          value: 477,
        },
        {
          source: 'task' as const,
          text: '2025年试点完成60个老旧小区引入物业服务',
          metric: '',
          unit: '个',
          comparator: '=' as const,
          value: 60,
          by: '2025-12-31',
        },
      ],
    },
    {
      task: 40,
      quotas: [
        { source: 'requirement' as const, text: '不少于50次点对点指导', metric: '', unit: '次', comparator: '>=' as const, value: 50 },
      ],
    },
  ]
  const on = '2026-11-23'

  test('done out of the base, which only adjustments move', () => {
    const items = [estate('closed', '2025-12-31'), estate('closed', '2026-01-01'), estate('applied'), estate('listed')]
    const stand = standOf(kindOf('property-service'), items, { quotas, adjusted: 3, on })
    expect(stand).toMatchObject({ listed: 4, done: 2, base: { value: 480, planned: 477, adjusted: 3 } })
    expect(stand.targets.map(({ done, of }) => [done, of])).toEqual([
      [1, 60],
      [2, 480],
    ])
  })

  test('a lift counts as declared however far it has come', () => {
    const items = ['listed', 'declared', 'approved', 'started', 'renewed'].map((state) => estate(state, on, { code: state }))
    const stand = standOf(kindOf('elevator'), items, { quotas, adjusted: 0, on })
    expect(stand.targets.map(({ done, of }) => [done, of])).toEqual([
      [4, undefined],
      [2, 3],
    ])
    expect(stand.done).toBe(1)
  })

  test('a counter adds amounts, and begins again every year', () => {
    const count = (day: string, amount: number) => ({ state: 'counted', stateOn: on, data: { on: day, amount } })
    const items = [count('2025-12-31', 7), count('2026-01-01', 2), count('2026-11-23', 1)]
    const stand = standOf(kindOf('guidance'), items, { quotas, adjusted: 0, on })
    expect(stand).toMatchObject({ done: 3, listed: 3 })
    expect(stand.targets[0]).toMatchObject({ done: 3, of: 50, atLeast: true, year: 2026 })
  })

  test('an ownership is counted among its own', () => {
    const of = (ownership: string, state: string) => estate(state, on, { ownership })
    const items = [of('单一产权', 'regulated'), of('单一产权', 'listed'), of('多产权', 'listed')]
    expect(standOf(kindOf('handover'), items, { quotas, adjusted: 0, on }).targets.map(({ done, of }) => [done, of])).toEqual([
      [1, 2],
      [0, 1],
    ])
  })
})

describe('what people say', () => {
  test.each<[text: string, said: object]>([
    ['', { want: 'overview' }],
    ['引入物业', { want: 'kind', kind: 'property-service' }],
    ['引入物业进度', { want: 'kind', kind: 'property-service' }],
    ['老旧小区引入物业 台账', { want: 'kind', kind: 'property-service' }],
    ['点对点指导 +1 示例花园', { want: 'count', kind: 'guidance', amount: 1, name: '示例花园', topic: '' }],
    ['点对点指导+2 示例花园 公共收益公示', { want: 'count', kind: 'guidance', amount: 2, name: '示例花园', topic: '公共收益公示' }],
    ['引入物业 调整 +3 新排查出3个', { want: 'adjust', kind: 'property-service', delta: 3, reason: '新排查出3个' }],
    ['引入物业 调整-2个，拆迁', { want: 'adjust', kind: 'property-service', delta: -2, reason: '拆迁' }],
    ['引入物业 示例花园 移出 重复录入', { want: 'remove', kind: 'property-service', name: '示例花园', reason: '重复录入' }],
    [
      '引入物业 示例花园 示例一街道 失管 户数：632',
      { want: 'item', kind: 'property-service', name: '示例花园', street: '示例一街道', fields: { mode: '失管', households: '632' } },
    ],
    ['引入物业 示例花园 推进中', { want: 'item', kind: 'property-service', name: '示例花园', state: 'doing', fields: {} }],
    [
      '电梯更新 示例花园 设备代码：31101 已申报',
      { want: 'item', kind: 'elevator', name: '示例花园', state: 'declared', fields: { code: '31101' } },
    ],
    ['引入物业 示例花园 胡言', { want: 'unknown', said: '胡言' }],
    ['电动车 示例花园', { want: 'unknown', said: '电动车' }],
  ])('台账 %s', (text, said) => expect(readLedger(text)).toEqual(said))

  test.each<[text: string, ledger: string | undefined]>([
    ['引入物业进度', '老旧小区引入物业'],
    ['引入物业的进展如何？', '老旧小区引入物业'],
    ['点对点指导今年做了几次？', '点对点指导'],
    ['电梯更新完成1000台了吗', '电梯更新'],
    ['点对点指导 +1 示例花园', '点对点指导 +1 示例花园'],
    ['三供一业台账', '三供一业'],
    ['引入物业要满足什么条件', undefined],
    ['电梯坏了找谁', undefined],
    ['海淀要给多少个老旧小区引入物业', undefined],
    ['老旧小区改造多少钱一户', undefined],
    ['任务 5', undefined],
    ['销账条件是什么', undefined],
  ])('%s is about %s', (text, ledger) => expect(asLedger(text)).toBe(ledger))

  test.each<[text: string, said: object]>([
    ['', { want: 'overview' }],
    ['示例花园', { want: 'show', name: '示例花园' }],
    ['示例花园 共同决定 2026-05-10 双过半', { want: 'prove', name: '示例花园', proof: 'decision', words: '2026-05-10 双过半' }],
    ['示例花园 合同：2026-06-01 编号12', { want: 'prove', name: '示例花园', proof: 'contract', words: '2026-06-01 编号12' }],
    ['示例花园 申请', { want: 'apply', name: '示例花园' }],
    ['示例花园 通过', { want: 'pass', name: '示例花园' }],
    ['示例花园 退回 合同未备案', { want: 'return', name: '示例花园', reason: '合同未备案' }],
    ['示例花园 重开 物业撤场', { want: 'reopen', name: '示例花园', reason: '物业撤场' }],
    ['示例花园 裁定 可销账 已有合同', { want: 'rule', name: '示例花园', allowed: true, reason: '已有合同' }],
    ['示例花园 裁定 不可销账 属应急', { want: 'rule', name: '示例花园', allowed: false, reason: '属应急' }],
    ['示例花园 裁定 再看看', { want: 'unknown', said: '再看看' }],
    ['示例花园 怎么样', { want: 'unknown', said: '怎么样' }],
  ])('销账 %s', (text, said) => expect(readClose(text)).toEqual(said))

  test('every ledger is found by each of its names', () => {
    for (const kind of catalogue)
      for (const name of [kind.name, ...kind.aka]) expect(readLedger(name)).toEqual({ want: 'kind', kind: kind.id })
  })
})
