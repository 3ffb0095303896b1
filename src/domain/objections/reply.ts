import { recordAudit } from '#src/domain/audit/record.ts'
import { shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import { isQuiet } from '#src/domain/communities/rules-settings.ts'
import { ownerSettings } from '#src/domain/communities/settings.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { repliedPost } from '#src/views/objection.ts'
import { findCommunity } from '#storage/repositories/community.ts'
import { listReplied, lockObjection, type Objection, updateObjection } from '#storage/repositories/objection.ts'
import { type Chat, listChats } from '#storage/repositories/people.ts'

const toldWithinMs = 3 * 86_400_000

/** Answers an objection and tells the estate's owner groups; what was answered before is answered anew. */
export async function replyObjection(ctx: DomainContext, id: string, reply: string): Promise<Objection> {
  const { row, community } = await getOpen(ctx, id)
  const replied = { ...row, reply, repliedAt: ctx.now }
  await updateObjection(ctx.tx, id, { reply, repliedAt: ctx.now })
  const groups = (await listChats(ctx.tx, community.workspaceId)).filter(
    ({ state, kind, communityId }) => state === 'bound' && kind === 'owner' && communityId === community.id,
  )
  for (const group of groups) await tellReplies(ctx, group)
  await recordAudit(ctx, { subject: `objection:${id}`, action: 'objection.reply' })
  return replied
}

/** Tells an owner group the answers of the last days that it does not know yet; in the quiet hours they wait for the morning. */
export async function tellReplies(ctx: DomainContext, { channel, chatId, workspaceId, communityId }: Chat): Promise<void> {
  if (!communityId || isQuiet(shanghaiTimeOf(ctx.now), await ownerSettings(ctx.tx, workspaceId))) return
  for (const row of await listReplied(ctx.tx, communityId, new Date(ctx.now.getTime() - toldWithinMs)))
    await ctx.send(repliedPost(row), { channel, chatId }, `objection-reply:${row.id}:${row.repliedAt!.getTime()}:${channel}:${chatId}`)
}

/** Closes an objection that was answered. */
export async function closeObjection(ctx: DomainContext, id: string): Promise<Objection> {
  const { row } = await getOpen(ctx, id)
  if (!row.reply) throw new DomainError('NO_REPLY', `异议${id}尚未答复，答复后再办结。`)
  await updateObjection(ctx.tx, id, { closedAt: ctx.now })
  await recordAudit(ctx, { subject: `objection:${id}`, action: 'objection.close' })
  return { ...row, closedAt: ctx.now }
}

async function getOpen(ctx: DomainContext, id: string) {
  const row = await lockObjection(ctx.tx, id)
  const community = row && (await findCommunity(ctx.tx, row.communityId))
  if (!row || !community) throw new DomainError('NO_OBJECTION', `没有编号为「${id}」的异议，请核对编号。`)
  assertMay(ctx, community, 'reply', 'OWN')
  if (row.closedAt) throw new DomainError('CLOSED', `异议${id}已办结。`)
  return { row, community }
}
