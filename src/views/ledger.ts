import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { LedgerField, LedgerKind } from '#src/domain/ledger/kind.ts'
import type { LedgerStand } from '#src/domain/ledger/stand.ts'
import type { Block, Field, Post } from '#src/message.ts'
import type { LedgerAdjustment, LedgerItem } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { baseLine, headline, signed, sourceWords, targetLine } from './ledger-words.ts'
import { select } from './select.ts'
import { dayLabel } from './words.ts'

const shown = 5
const folded = 40

/** Every ledger in a line. */
export function ledgersPost(plan: Plan, stands: LedgerStand[], today: string): Post {
  return {
    title: '台账总览',
    tone: 'blue',
    summary: `共${stands.length}本台账，截至${dayLabel(today, today)}。`,
    blocks: [
      { kind: 'list', items: stands.map(({ kind, stand }) => `${kind.name}：${headline(kind, stand)}`) },
      { kind: 'note', text: `发送「台账 名称」看一本，如「台账 引入物业」；「销账 小区名称」办理销账。依据：${plan.title}` },
    ],
  }
}

/** One ledger: the figure with its base and date, where it comes from, and a form for a new row. */
export function ledgerPost(plan: Plan, { kind, stand, items, adjustments }: LedgerStand, today: string): Post {
  const base = baseLine(kind, stand)
  const done = items.filter(({ state }) => kind.done.includes(state)).toSorted((a, b) => b.stateOn.localeCompare(a.stateOn))
  return {
    title: `台账 ${kind.name}`,
    tone: 'blue',
    summary: `${kind.name}：${headline(kind, stand)}（截至${chineseDay(stand.on)}）。`,
    blocks: [
      ...(kind.counter
        ? []
        : [{ kind: 'facts' as const, facts: stand.states.map(({ label, count }) => ({ label, value: `${count}${kind.unit}` })) }]),
      ...(stand.targets.length > 0
        ? [{ kind: 'list' as const, title: '目标', items: stand.targets.map((target) => targetLine(kind, target)) }]
        : []),
      ...[base, historyLine(plan, kind, done)].flatMap((text): Block[] => (text ? [{ kind: 'text', text }] : [])),
      ...listed(
        kind.counter ? '计数来源' : '已完成的行',
        done.map((item) => sourceLine(kind, item, today)),
        shown,
      ),
      ...listed(
        '基数调整',
        adjustments.map((row) => adjustmentLine(row)),
        shown,
      ),
      {
        kind: 'note',
        text: sources(
          plan,
          kind,
          stand.targets.map(({ target }) => target),
        ),
      },
    ],
    form: addForm(plan, kind),
  }
}

/** What was closed before the plan came into Duban, and so without its reviews. */
function historyLine({ setUpOn }: Plan, kind: LedgerKind, done: LedgerItem[]): string | undefined {
  const before = kind.closing ? done.filter(({ stateOn }) => stateOn < setUpOn).length : 0
  return before > 0 ? `其中历史导入${before}${kind.unit}，启用前（${chineseDay(setUpOn)}）已销账，复核在原台账。` : undefined
}

const sources = (plan: Plan, kind: LedgerKind, targets: LedgerKind['targets']): string => {
  if (kind.document !== plan.documentId) return `${plan.title}未写明本台账的目标，目标未提供。`
  const words = targets.map(({ task, words }) => `第${task}项“${words}”`)
  return `依据：${plan.title} 任务分解表${words.length > 0 ? words.join('；') : `“${kind.words}”`}`
}

const listed = (title: string, lines: string[], first: number): Block[] =>
  lines.length === 0
    ? []
    : [
        { kind: 'list', title, items: lines.slice(0, first) },
        ...(lines.length > first
          ? [{ kind: 'fold' as const, title: `${title}：其余${lines.length - first}条`, items: lines.slice(first, first + folded) }]
          : []),
      ]

/** 示例花园（示例一街道）：2026-11-23已销账，来源 台账导入 第3行 */
const sourceLine = (kind: LedgerKind, { name, street, state, stateOn, data, source }: LedgerItem, today: string): string => {
  const on = typeof data.on === 'string' ? data.on : stateOn
  const amount = typeof data.amount === 'number' && data.amount > 1 ? `${data.amount}${kind.unit}，` : ''
  const label = kind.counter ? '' : kind.states.find(({ id }) => id === state)!.label
  return `${name || '未写对象'}${street ? `（${street}）` : ''}：${amount}${dayLabel(on, today)}${label}，来源 ${sourceWords(source)}`
}

const adjustmentLine = ({ delta, reason, unit, at }: LedgerAdjustment): string =>
  `${signed(delta)}：${reason}（${unit ?? '运维人员'}，${chineseDay(shanghaiDateOf(at))}）`

/** The fields of a kind as a form; a counter asks for what was done. */
function addForm(plan: Plan, kind: LedgerKind) {
  return {
    action: '台账',
    args: { kind: kind.id, plan: plan.id },
    version: 0,
    fields: [
      { kind: 'input' as const, name: 'name', label: kind.counter ? '对象（小区或单位）' : `小区名称`, maxLength: 60, required: true },
      { kind: 'input' as const, name: 'street', label: '街镇', placeholder: '登记过的小区可不填', maxLength: 50 },
      ...kind.fields.map(inputOf),
    ],
    submit: kind.counter ? '计数' : '上账',
  }
}

export function inputOf(field: LedgerField): Field {
  const { key: name, title: label } = field
  if (field.type === 'choice') return select(name, label, field.options)
  return {
    kind: 'input',
    name,
    label,
    ...(field.example ? { placeholder: `如 ${field.example}` } : {}),
    maxLength: field.type === 'text' ? field.max : 12,
  }
}
