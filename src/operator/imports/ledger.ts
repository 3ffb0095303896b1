import type { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { proveEstate } from '#src/domain/ledger/close.ts'
import { type Draft, draftItems } from '#src/domain/ledger/draft.ts'
import { loadEstate } from '#src/domain/ledger/estate.ts'
import type { LedgerKind } from '#src/domain/ledger/kind.ts'
import { proofs, readProof } from '#src/domain/ledger/rules-close.ts'
import { writeDrafts } from '#src/domain/ledger/write.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { ledgerForm } from '#src/sheets/forms/ledger.ts'
import { type LedgerItem, listLedgerItems } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { getPlan } from '../register.ts'
import type { Change, Importer, Into } from './plan.ts'

type Row = z.output<typeof ledgerForm.row>

/** Rows that were understood, with the row of the sheet each came from. */
type Drafted = { kind: LedgerKind; row: number; draft: Draft; value: Row }

/** Adds rows to the ledgers, or brings known ones up to date; what leads to 销账 is left to the reviews. */
export const importLedger: Importer<Row> = async (ctx, rows, into) => {
  const plan = await getPlan(ctx.tx, into.plan)
  const problems: Problem[] = []
  const drafted: Drafted[] = []
  for (const [kind, some] of Map.groupBy(rows, ({ value }) => value.kind)) {
    const drafts = await draftItems(
      ctx,
      plan,
      kind,
      some.map(({ row, value }) => ({ ...wantedOf(ctx, kind, row, value), cause: into.sourceOf(row) })),
    )
    drafts.forEach((draft, at) => {
      const { row, value } = some[at]!
      problems.push(...proofProblems(ctx, kind, row, value))
      if ('problems' in draft) problems.push(...draft.problems.map(({ title, problem }) => ({ row, column: title, problem })))
      else drafted.push({ kind, row, draft, value })
    })
  }
  problems.push(...repeatedKeys(drafted))
  const changes: Change[] = drafted.map(({ kind, row, draft }) => ({ row, what: draft.what, name: `${kind.name} ${draft.row.name}` }))
  return { changes, problems, save: () => save(ctx, plan, drafted, into) }
}

function wantedOf(ctx: DomainContext, kind: LedgerKind, row: number, value: Row) {
  const fields = Object.fromEntries(kind.fields.map(({ key }) => [key, value.cells[key] ?? '']))
  const on = shanghaiDateOf(ctx.now)
  return {
    name: value.name,
    ...(value.street ? { street: value.street } : {}),
    ...(value.state ? { state: stateOf(kind, value.state) ?? value.state } : {}),
    fields,
    source: `${on}导入 第${row}行`,
    ...(kind.counter ? { key: [fields.on || on, value.name, fields.topic].join('/') } : {}),
  }
}

const stateOf = (kind: LedgerKind, said: string) => kind.states.find(({ id, label }) => label === said || id === said)?.id

function proofProblems(ctx: DomainContext, kind: LedgerKind, row: number, value: Row): Problem[] {
  return proofs.flatMap(({ id, name, ask }): Problem[] => {
    const said = value.cells[id] ?? ''
    if (said === '') return []
    if (!kind.closing) return [{ row, column: name, problem: `${kind.name}不需要这项证明。` }]
    const { on, words } = readProof(said)
    if (!on || words.length < 2) return [{ row, column: name, problem: `请写明${ask}，如“2026-05-10 双过半通过”。` }]
    return on > shanghaiDateOf(ctx.now) ? [{ row, column: name, problem: `${on}还没有到。` }] : []
  })
}

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
    if (!kind.closing) continue
    const items = new Map((await listLedgerItems(ctx.tx, plan.id, kind.id)).map((item) => [item.key, item]))
    for (const { row, draft, value } of some) await prove({ ...ctx, cause: into.sourceOf(row) }, plan, items.get(draft.row.key)!, value)
  }
}

/** Proofs the file brings and the ledger does not have in these words. */
async function prove(ctx: DomainContext, plan: Plan, item: LedgerItem, value: Row): Promise<void> {
  const said = proofs.flatMap(({ id }) => (value.cells[id] ? [{ proof: id, words: value.cells[id] }] : []))
  if (said.length === 0) return
  let estate = await loadEstate(ctx, plan, item)
  for (const { proof, words } of said) {
    const there = estate.proofs.find((known) => known.proof === proof)
    const read = readProof(words)
    if (there && there.on === read.on && there.words === read.words) continue
    estate = await proveEstate(ctx, plan, { id: item.id, version: estate.item.version }, { proof, words })
  }
}
