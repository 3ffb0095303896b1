import type { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type Draft, draftItems, type Wanted } from '#src/domain/ledger/draft.ts'
import type { PastProof } from '#src/domain/ledger/history.ts'
import type { LedgerKind } from '#src/domain/ledger/kind.ts'
import { writeDrafts } from '#src/domain/ledger/write.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { ledgerForm } from '#src/sheets/forms/ledger.ts'
import { listLedgerItems, listLedgerProofs } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { getPlan } from '../register.ts'
import { newProofs, type Proven, readProven, saveProofs } from './ledger-proofs.ts'
import type { Change, Importer, Into } from './plan.ts'

type Row = z.output<typeof ledgerForm.row>

/** Rows that were understood, with the row of the sheet each came from and the proofs it brings that are new. */
type Drafted = { kind: LedgerKind; row: number; draft: Draft; proofs: PastProof[]; isPast: boolean }

/**
 * Adds rows to the ledgers, or brings known ones up to date. What leads to 销账 is left to the reviews, but for estates
 * that were 销账 before the plan came into Duban: they are taken over with their day and their proofs.
 */
export const importLedger: Importer<Row> = async (ctx, rows, into) => {
  const plan = await getPlan(ctx.tx, into.plan)
  const problems: Problem[] = []
  const drafted: Drafted[] = []
  for (const [kind, some] of Map.groupBy(rows, ({ value }) => value.kind)) {
    const proven = some.map(({ row, value }) => readProven(ctx, plan, kind, row, value))
    const wanted = some.map(({ row, value }, at) => wantedOf(ctx, kind, row, value, proven[at]!, into))
    const drafts = await draftItems(ctx, plan, kind, wanted)
    const known = drafts.flatMap((draft) => ('problems' in draft || !draft.before ? [] : [draft.before.id]))
    const there = Map.groupBy(kind.closing ? await listLedgerProofs(ctx.tx, known) : [], ({ itemId }) => itemId)
    drafts.forEach((draft, at) => {
      const [{ row, value }, { given, closedOn, problems: found }] = [some[at]!, proven[at]!]
      problems.push(...found)
      if ('problems' in draft) {
        problems.push(...draft.problems.map(({ title, problem }) => ({ row, column: title, problem })))
        return
      }
      const isPast = closedOn !== undefined
      const proofs = newProofs(given, (draft.before && there.get(draft.before.id)) ?? [])
      if (isPast && draft.what === 'same' && proofs.length > 0)
        problems.push({ row, column: '历史销账日期', problem: `「${value.name}」已按历史销账导入，证明不能改动；如需更正请先重开。` })
      drafted.push({ kind, row, draft, proofs, isPast })
    })
  }
  problems.push(...repeatedKeys(drafted))
  return { changes: drafted.map(changeOf), problems, save: () => save(ctx, plan, drafted, into) }
}

const changeOf = ({ kind, row, draft, proofs, isPast }: Drafted): Change => ({
  row,
  what: draft.what === 'same' && proofs.length > 0 ? 'changed' : draft.what,
  name: `${kind.name} ${draft.row.name}${isPast ? `（历史销账 ${draft.row.stateOn}）` : ''}`,
})

function wantedOf(ctx: DomainContext, kind: LedgerKind, row: number, value: Row, { closedOn }: Proven, into: Into): Wanted {
  const fields = Object.fromEntries(kind.fields.map(({ key }) => [key, value.cells[key] ?? '']))
  const on = shanghaiDateOf(ctx.now)
  const closed = kind.done[0]!
  const state = value.state ? (stateOf(kind, value.state) ?? value.state) : closedOn && closed
  return {
    name: value.name,
    ...(value.street ? { street: value.street } : {}),
    ...(state ? { state } : {}),
    ...(closedOn && state === closed ? { closedOn } : {}),
    fields,
    source: `${on}${closedOn ? '历史导入' : '导入'} 第${row}行`,
    cause: into.sourceOf(row),
    ...(kind.counter ? { key: [fields.on || on, value.name, fields.topic].join('/') } : {}),
  }
}

const stateOf = (kind: LedgerKind, said: string) => kind.states.find(({ id, label }) => label === said || id === said)?.id

function repeatedKeys(drafted: Drafted[]): Problem[] {
  const first = new Map<string, number>()
  return drafted.flatMap(({ kind, row, draft }): Problem[] => {
    const key = `${kind.id}/${draft.row.key}`
    const above = first.get(key)
    if (above === undefined) first.set(key, row)
    return above === undefined ? [] : [{ row, column: '名称', problem: `与第${above}行重复。` }]
  })
}

async function save(ctx: DomainContext, plan: Plan, drafted: Drafted[], into: Into): Promise<void> {
  for (const [kind, some] of Map.groupBy(drafted, (row) => row.kind)) {
    await writeDrafts(
      ctx,
      plan,
      kind,
      some.map(({ draft }) => draft),
    )
    const proving = some.filter(({ proofs }) => proofs.length > 0)
    if (proving.length === 0) continue
    const items = new Map((await listLedgerItems(ctx.tx, plan.id, kind.id)).map((item) => [item.key, item]))
    for (const { row, draft, proofs, isPast } of proving)
      await saveProofs({ ...ctx, cause: into.sourceOf(row) }, plan, items.get(draft.row.key)!, proofs, isPast)
  }
}
