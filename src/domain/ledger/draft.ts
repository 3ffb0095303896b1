import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type LedgerItem, listLedgerItems, type NewLedgerItem } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { stateLabel } from './catalogue.ts'
import type { LedgerKind } from './kind.ts'
import { loadRegister, type Spot, spotOf } from './register.ts'
import { type FieldProblem, keyOf, readData } from './rules-data.ts'

/** A row as it was written: fields by key, texts as they stand. */
export type Wanted = {
  name: string
  street?: string | undefined
  /** the writer's own, for an estate nobody has registered */
  ownStreet?: string | undefined
  state?: string | undefined
  fields: Record<string, string>
  source: string
  /** how the trail names the row, where it came in a file */
  cause?: string
  /** the day it was 销账 before the plan came into Duban */
  closedOn?: string
  /** what makes a count the same one when its file comes again */
  key?: string
  messageKey?: string
}

export type Draft = { row: NewLedgerItem; before: LedgerItem | undefined; what: 'added' | 'changed' | 'same'; cause?: string }

/** What rows would become beside what is stored; nothing is written. */
export async function draftItems(
  ctx: DomainContext,
  plan: Plan,
  kind: LedgerKind,
  wanted: Wanted[],
): Promise<(Draft | { problems: FieldProblem[] })[]> {
  const register = await loadRegister(ctx, plan.workspaceId)
  const stored = await listLedgerItems(ctx.tx, plan.id, kind.id, { removed: true })
  const known: Known = {
    byKey: new Map(stored.map((item) => [item.key, item])),
    byName: Map.groupBy(
      stored.filter(({ removedAt }) => !removedAt),
      ({ name }) => name,
    ),
  }
  return wanted.map((row) => {
    const spot = spotOf(register, row)
    return 'problem' in spot
      ? { problems: [{ title: row.street ? '街镇' : '名称', problem: spot.problem }] }
      : draftOf(ctx, plan, kind, row, spot, known)
  })
}

type Known = { byKey: Map<string, LedgerItem>; byName: Map<string, LedgerItem[]> }

function draftOf(
  ctx: DomainContext,
  plan: Plan,
  kind: LedgerKind,
  wanted: Wanted,
  spot: Spot,
  known: Known,
): Draft | { problems: FieldProblem[] } {
  const on = shanghaiDateOf(ctx.now)
  const meant = meantBy(kind, wanted, spot, known)
  if ('problems' in meant) return meant
  const written = kind.counter ? { on, amount: '1', ...nonEmpty(wanted.fields) } : wanted.fields
  const { data, problems } = readData(kind, written, meant.item?.data)
  const street = spot.street ?? meant.item?.street ?? wanted.ownStreet ?? null
  const key = wanted.key ?? keyOf(kind, { name: spot.name, street, data, source: wanted.source })
  const before = meant.item ?? known.byKey.get(key)
  const standing = before && !before.removedAt ? before : undefined
  const state = wanted.state ?? standing?.state ?? kind.states[0]!.id
  const row: NewLedgerItem = {
    planId: plan.id,
    kind: kind.id,
    key: before?.key ?? key,
    name: spot.name,
    street,
    communityId: spot.communityId,
    data,
    state,
    stateOn: wanted.closedOn ?? (standing && standing.state === state ? standing.stateOn : on),
    source: wanted.source,
    messageKey: wanted.messageKey ?? null,
    createdAt: before?.createdAt ?? ctx.now,
    updatedAt: ctx.now,
  }
  const what = !standing ? 'added' : isSame(standing, row) ? 'same' : 'changed'
  const nowhere = street === null && !kind.counter ? [{ title: '街镇', problem: '不能为空，如「示例一街道」。' }] : []
  const gate = wanted.closedOn ? historyProblems : gateProblems
  const refused = [...problems, ...nowhere, ...dayProblems(data, on), ...(what === 'same' ? [] : gate(kind, standing, row))]
  return refused.length > 0 ? { problems: refused } : { row, before: standing, what, ...(wanted.cause ? { cause: wanted.cause } : {}) }
}

const nonEmpty = (fields: Record<string, string>) => Object.fromEntries(Object.entries(fields).filter(([, said]) => said.trim() !== ''))

/** The stored item a row is about: by its key when the row gives it, else by the only one of that name. */
function meantBy(kind: LedgerKind, wanted: Wanted, spot: Spot, known: Known): { item?: LedgerItem } | { problems: FieldProblem[] } {
  if (kind.counter) return {}
  const field = kind.fields.find(({ key }) => key === kind.keyField)
  const street = spot.street
  const named = (known.byName.get(spot.name) ?? []).filter((item) => street === null || item.street === null || item.street === street)
  if (!field)
    return named.length > 1
      ? { problems: [{ title: '街镇', problem: `有${named.length}条「${spot.name}」，请写明街镇。` }] }
      : one(named[0])
  const said = wanted.fields[field.key]?.trim()
  if (said) return one(named.find((item) => String(item.data[field.key]) === said))
  return named.length > 1
    ? { problems: [{ title: field.title, problem: `有${named.length}条「${spot.name}」，请写明${field.title}。` }] }
    : one(named[0])
}

const one = (item: LedgerItem | undefined) => (item ? { item } : {})

/** What happened cannot lie ahead. */
const dayProblems = (data: LedgerItem['data'], on: string): FieldProblem[] =>
  typeof data.on === 'string' && data.on > on ? [{ title: '日期', problem: `${chineseDay(data.on)}还没有到。` }] : []

/** What leads to 销账 goes through its review and nowhere else; what is in it or past it is not written over. */
function gateProblems(kind: LedgerKind, before: LedgerItem | undefined, row: NewLedgerItem): FieldProblem[] {
  const gated = (id: string) => kind.states.find((state) => state.id === id)
  const from = before && gated(before.state)
  const to = gated(row.state)
  if (!to) return [{ title: '状态', problem: `${kind.name}的状态应为${kind.states.map(({ label }) => label).join('、')}之一。` }]
  if (from?.gated) return [{ title: '状态', problem: `「${row.name}」${from.label}，内容不能改动；如需更正请先退回或重开。` }]
  if (to.gated) return [{ title: '状态', problem: `「${to.label}」须经三项证明和街镇、区级复核，不能直接填写，请用「销账 ${row.name}」。` }]
  return []
}

/** What was 销账 before is taken over as it was; what is under way here already goes its way here. */
function historyProblems(kind: LedgerKind, before: LedgerItem | undefined, row: NewLedgerItem): FieldProblem[] {
  const { mode, needRuling } = kind.closing!
  if (before && before.state !== kind.states[0]!.id)
    return [{ title: '状态', problem: `「${row.name}」${stateLabel(kind, before.state)}，不能作为历史销账导入。` }]
  if (needRuling.includes(String(row.data[mode])))
    return [{ title: '管理模式', problem: `「${row.data[mode]}」能否销账文件未明确，请先上账，由专班裁定。` }]
  return []
}

const isSame = (before: LedgerItem, row: NewLedgerItem): boolean =>
  before.name === row.name &&
  before.street === row.street &&
  before.communityId === row.communityId &&
  before.state === row.state &&
  before.stateOn === row.stateOn &&
  JSON.stringify(Object.entries(before.data).sort()) === JSON.stringify(Object.entries(row.data).sort())
