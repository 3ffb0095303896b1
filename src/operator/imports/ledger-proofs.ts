import type { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { proveEstate } from '#src/domain/ledger/close.ts'
import { loadEstate } from '#src/domain/ledger/estate.ts'
import { keepPastProofs, type PastProof } from '#src/domain/ledger/history.ts'
import type { LedgerKind } from '#src/domain/ledger/kind.ts'
import { proofs, readProof } from '#src/domain/ledger/rules-close.ts'
import { day } from '#src/sheets/cells.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { ledgerForm } from '#src/sheets/forms/ledger.ts'
import type { LedgerItem, LedgerProof } from '#storage/repositories/ledger.ts'
import type { Plan } from '#storage/repositories/work.ts'

type Row = z.output<typeof ledgerForm.row>

/** What a row gives as proofs, and since when the estate was 销账 if that was before the plan came into Duban. */
export type Proven = { problems: Problem[]; given: PastProof[]; closedOn?: string }

export function readProven(ctx: DomainContext, plan: Plan, kind: LedgerKind, row: number, value: Row): Proven {
  const problems: Problem[] = []
  const given: PastProof[] = []
  const add = (column: string, problem: string) => problems.push({ row, column, problem })
  for (const { id, name, ask } of proofs) {
    const said = value.cells[id] ?? ''
    if (said === '') continue
    const { on, words } = readProof(said)
    if (!kind.closing) add(name, `${kind.name}不需要这项证明。`)
    else if (!on || words.length < 2) add(name, `请写明${ask}，如“2026-05-10 双过半通过”。`)
    else if (on > shanghaiDateOf(ctx.now)) add(name, `${on}还没有到。`)
    else given.push({ proof: id, on, words })
  }
  const said = value.cells.closedOn ?? ''
  if (said === '') return { problems, given }
  const title = '历史销账日期'
  const read = day.safeParse(said)
  if (!kind.closing) add(title, `${kind.name}没有销账，请删去。`)
  else if (!read.success) add(title, read.error.issues[0]!.message)
  else if (read.data >= plan.setUpOn) add(title, `须早于启用日期${plan.setUpOn}，以后的销账请用「销账 ${value.name}」。`)
  if (problems.length > 0 || !read.success) return { problems, given }
  for (const { id, name } of proofs) {
    const proof = given.find(({ proof }) => proof === id)
    if (!proof) add(name, '历史销账须写明这项证明的日期和文号。')
    else if (proof.on > read.data) add(name, `${proof.on}晚于销账日期${read.data}。`)
  }
  return { problems, given, closedOn: read.data }
}

/** Proofs the file brings and the ledger does not have in these words. */
export const newProofs = (given: PastProof[], there: LedgerProof[]): PastProof[] =>
  given.filter(({ proof, on, words }) => !there.some((known) => known.proof === proof && known.on === on && known.words === words))

/** Writes them: through the steps of 销账, or as they were where it is long done. */
export async function saveProofs(ctx: DomainContext, plan: Plan, item: LedgerItem, given: PastProof[], isPast: boolean): Promise<void> {
  if (isPast) return keepPastProofs(ctx, item, given)
  let { version } = (await loadEstate(ctx, plan, item)).item
  for (const { proof, on, words } of given) {
    const estate = await proveEstate(ctx, plan, { id: item.id, version }, { proof, words: `${on} ${words}` })
    version = estate.item.version
  }
}
