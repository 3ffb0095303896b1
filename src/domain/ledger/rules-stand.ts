import type { Quota } from '#src/domain/deadlines/schedule.ts'
import type { LedgerData, LedgerKind, LedgerTarget } from './kind.ts'

export type Counted = { state: string; stateOn: string; data: LedgerData }

/** `of` is absent where no document and no adjustment gives a number. */
export type TargetStand = { target: LedgerTarget; done: number; of?: number; atLeast: boolean; by?: string; year?: number }

/** `base` is the plan's number and what was added to it since. */
export type Stand = {
  on: string
  listed: number
  states: { id: string; label: string; count: number }[]
  base?: { value: number; planned: number; adjusted: number }
  done: number
  targets: TargetStand[]
}

export type Asked = { quotas: { task: number; quotas: Quota[] }[]; adjusted: number; on: string }

/** How a ledger stands on a day, against what the plan asks of it. */
export function standOf(kind: LedgerKind, items: Counted[], asked: Asked): Stand {
  const planned = kind.base && quotaIn(asked, kind.base)?.value
  const adjusted = asked.adjusted
  const base = planned === undefined && adjusted === 0 ? undefined : { value: (planned ?? 0) + adjusted, planned: planned ?? 0, adjusted }
  const inYear = yearly(kind) ? items.filter((item) => yearOf(item) === Number(asked.on.slice(0, 4))) : items
  return {
    on: asked.on,
    listed: amount(inYear),
    states: kind.states.map(({ id, label }) => ({ id, label, count: amount(inYear.filter((item) => item.state === id)) })),
    ...(base ? { base } : {}),
    done: amount(inYear.filter((item) => kind.done.includes(item.state))),
    targets: kind.targets.map((target) => targetStand(target, target.yearly ? inYear : items, asked, base?.value)),
  }
}

function targetStand(target: LedgerTarget, items: Counted[], asked: Asked, base: number | undefined): TargetStand {
  const { among, states } = target
  const quota = quotaIn(asked, target)
  const by = target.by ?? quota?.by
  const concerned = among ? items.filter((item) => item.data[among.field] === among.value) : items
  const reached = concerned.filter((item) => states.includes(item.state) && !(target.cutOff && by && item.stateOn > by))
  const of = wholeOf(target, concerned, quota?.value, base)
  return {
    target,
    done: amount(reached),
    ...(of === undefined ? {} : { of }),
    atLeast: quota?.comparator === '>=',
    ...(by ? { by } : {}),
    ...(target.yearly ? { year: Number(asked.on.slice(0, 4)) } : {}),
  }
}

function wholeOf({ of }: LedgerTarget, items: Counted[], quota: number | undefined, base: number | undefined): number | undefined {
  if (of === 'quota') return quota
  if (of === 'base') return base
  return amount(of === 'listed' ? items : items.filter((item) => of.includes(item.state)))
}

const quotaIn = ({ quotas }: Asked, { task, words }: { task: number; words: string }): Quota | undefined =>
  quotas.find((row) => row.task === task)?.quotas.find(({ text }) => text.includes(words) || words.includes(text))

const yearly = (kind: LedgerKind) => kind.targets.some((target) => target.yearly)

/** The year an item belongs to: that of its day, or the one it names. */
const yearOf = ({ data, stateOn }: Counted): number =>
  typeof data.on === 'string' ? Number(data.on.slice(0, 4)) : typeof data.year === 'number' ? data.year : Number(stateOn.slice(0, 4))

const amount = (items: Counted[]): number => items.reduce((sum, { data }) => sum + (typeof data.amount === 'number' ? data.amount : 1), 0)
