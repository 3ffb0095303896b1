import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listAttachments } from '#storage/repositories/attachment.ts'
import { isDecidedOn, listEvidenceOfMessage, proveByMessage } from '#storage/repositories/evidence.ts'
import { lockLedgerItem } from '#storage/repositories/ledger.ts'
import { findPlan, type Plan } from '#storage/repositories/work.ts'
import { assertStep, type Bearer, proveEstate, take } from './close.ts'
import { closeStateOf, type Estate, type EstateSaid, getEstate, loadEstate } from './estate.ts'
import type { ProofKind } from './kind.ts'
import { proofOfFile, proofs } from './rules-close.ts'

/** Of whose files nobody said what they prove: nothing is written, the person is asked. */
export type Unclear = { asked: Estate }

/** A proof named in the group: with its day and words, or with nothing but its files. @throws DomainError */
export async function proveInChat(
  ctx: DomainContext,
  plan: Plan,
  said: EstateSaid,
  { proof, words }: { proof: ProofKind; words: string },
  bearer: Bearer,
): Promise<Estate | Unclear> {
  const bare = words.trim() === '' && (await listEvidenceOfMessage(ctx.tx, bearer.channel, bearer.messageId)).length > 0
  return bare ? fileProof(ctx, plan, said, proof, bearer) : proveEstate(ctx, plan, said, { proof, words }, bearer)
}

/**
 * Files alone become those of the proof named, or of the one their names tell; else nothing happens yet and the person
 * is asked. @throws DomainError
 */
export async function fileProof(
  ctx: DomainContext,
  plan: Plan,
  said: EstateSaid,
  named: ProofKind | undefined,
  bearer: Bearer,
): Promise<Estate | Unclear> {
  const estate = await getEstate(ctx, plan, said)
  const to = assertStep(ctx, estate, 'prove')
  const sent = await listAttachments(ctx.tx, bearer.channel, bearer.messageId)
  if (sent.length === 0) throw new DomainError('FILE', '附件未保存：只保存文档、表格、图片和文本。')
  const told = new Set(sent.map(({ name }) => proofOfFile(name ?? '')))
  const proof = named ?? (told.size === 1 ? [...told][0] : undefined)
  if (!proof) return { asked: estate }
  const files = await proveByMessage(ctx.tx, { ...bearer, itemId: estate.item.id, proof })
  const { name } = proofs.find(({ id }) => id === proof)!
  return take(ctx, estate, { action: 'file', to, note: `${name} 附件${files}个`, more: { proof, files } })
}

/** A recalled message takes back the files it gave to a proof, as long as nobody reviews them. */
export async function withdrawProofFiles(ctx: DomainContext, { channel, messageId }: Bearer): Promise<void> {
  if (await isDecidedOn(ctx.tx, channel, messageId)) return
  const given = await listEvidenceOfMessage(ctx.tx, channel, messageId)
  for (const [itemId, files] of Map.groupBy(given, (file) => file.itemId)) {
    const item = itemId === null ? undefined : await lockLedgerItem(ctx.tx, itemId)
    const plan = item && (await findPlan(ctx.tx, item.planId))
    if (!plan || item.removedAt) continue
    const to = closeStateOf(item)
    await take(ctx, await loadEstate(ctx, plan, item), { action: 'unfile', to, note: `附件${files.length}个，消息已撤回` })
  }
}
