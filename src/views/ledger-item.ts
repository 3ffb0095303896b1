import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { LedgerKind } from '#src/domain/ledger/kind.ts'
import type { Post } from '#src/message.ts'
import type { LedgerAdjustment, LedgerEvent, LedgerItem } from '#storage/repositories/ledger.ts'
import { inputOf } from './ledger.ts'
import { signed, sourceWords } from './ledger-words.ts'
import { select } from './select.ts'

const stateOf = (kind: LedgerKind, item: LedgerItem) => kind.states.find(({ id }) => id === item.state)!

const where = ({ name, street }: LedgerItem) => `${name}${street ? `（${street}）` : ''}`

/** One row of a ledger with its history, and a form to bring it up to date while nobody reviews it. */
export function itemPost(kind: LedgerKind, item: LedgerItem, events: LedgerEvent[]): Post {
  const state = stateOf(kind, item)
  return {
    title: `${kind.name} ${item.name}`,
    tone: kind.done.includes(item.state) ? 'green' : 'blue',
    summary: `${where(item)}：${state.label}（${chineseDay(item.stateOn)}）。`,
    blocks: [
      { kind: 'facts', facts: kind.fields.map(({ key, title }) => ({ label: title, value: String(item.data[key] ?? '未提供') })) },
      { kind: 'fold', title: `经过（${events.length}）`, items: events.map((event) => eventLine(kind, event)) },
      { kind: 'note', text: `来源：${sourceWords(item.source)}` },
    ],
    ...(state.gated || kind.counter ? {} : { form: editForm(kind, item) }),
  }
}

const actions: Record<string, string> = {
  add: '上账',
  change: '更新',
  history: '历史导入',
  remove: '移出台账',
  prove: '补充证明',
  file: '补充附件',
  unfile: '撤回附件',
  apply: '申请销账',
  ask: '提请裁定',
  allow: '裁定可以销账',
  deny: '裁定不可销账',
  pass: '复核通过',
  return: '退回',
  reopen: '重开',
}

/** 2026-11-23 示例一街道 补充证明：物业服务合同 2026-06-01 … → 推进中 */
export const eventLine = (kind: LedgerKind, { action, fromState, toState, note, unit, at }: LedgerEvent): string => {
  const moved = fromState === toState ? '' : `，转为${kind.states.find(({ id }) => id === toState)?.label ?? toState}`
  return `${chineseDay(shanghaiDateOf(at))} ${unit ?? '运维人员'} ${actions[action] ?? action}${note ? `：${note}` : ''}${moved}`
}

function editForm(kind: LedgerKind, item: LedgerItem) {
  const fields = kind.fields
    .filter(({ key }) => key !== kind.keyField)
    .map((field) => {
      const value = item.data[field.key]
      return value === undefined ? inputOf(field) : { ...inputOf(field), value: String(value) }
    })
  return {
    action: '台账',
    args: {
      kind: kind.id,
      plan: item.planId,
      name: item.name,
      street: item.street ?? '',
      ...(kind.keyField ? { [kind.keyField]: String(item.data[kind.keyField] ?? '') } : {}),
    },
    version: item.version,
    fields: [
      select(
        'state',
        '状态',
        kind.states.filter(({ gated }) => !gated).map(({ id, label }) => [id, label] as const),
        item.state,
      ),
      ...fields,
    ],
    submit: '更新',
  }
}

/** One line that repeats what was written. */
export const writtenPost = (kind: LedgerKind, item: LedgerItem, what: 'added' | 'changed' | 'same'): Post => ({
  tone: what === 'same' ? 'blue' : 'green',
  summary: `${{ added: '已上账', changed: '已更新', same: '没有变化' }[what]}：${kind.name} ${where(item)}，${stateOf(kind, item).label}。`,
})

/** 已计数：点对点指导 +1（示例花园），2026年累计13次。 */
export const countedPost = (kind: LedgerKind, item: LedgerItem, total: { year: number; done: number; of?: number }): Post => ({
  tone: 'green',
  summary: `已计数：${kind.name} +${item.data.amount}${item.name ? `（${item.name}）` : ''}，${total.year}年累计${total.done}${kind.unit}。`,
  blocks: [
    {
      kind: 'note',
      text: `${total.of === undefined ? '年度目标未提供。' : `年度目标不少于${total.of}${kind.unit}。`}撤回原消息即撤销本次计数。`,
    },
  ],
})

export const removedPost = (kind: LedgerKind, item: LedgerItem): Post => ({
  tone: 'green',
  summary: `已移出：${kind.name} ${where(item)}。`,
  ...(kind.base ? { blocks: [{ kind: 'note' as const, text: '基数未变；需要变动的，请专班负责人用「调整」并写明原因。' }] } : {}),
})

export const adjustedPost = (kind: LedgerKind, { delta }: LedgerAdjustment, base: number): Post => ({
  tone: 'green',
  summary: `已调整：${kind.name}基数${signed(delta)}，现为${base}${kind.unit}。`,
})
