import type { DomainContext } from '#src/domain/context.ts'
import type { Target } from '#src/message.ts'
import { outcomePost, requestPost } from '#src/views/review.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { leadChat } from './leads.ts'
import { matterOf } from './matter.ts'

const keyOf = (request: ReviewRequest) => `review:${request.id}`

/** Puts a new request before the leads: one card. False while the workspace has nobody to decide. */
export async function showRequest(ctx: DomainContext, request: ReviewRequest): Promise<boolean> {
  const chat = await leadChat(ctx, request.workspaceId)
  if (!chat) return false
  await ctx.send(requestPost(await matterOf(ctx, request)), { channel: chat.channel, chatId: chat.chatId }, keyOf(request))
  return true
}

/** Brings the leads' card, and the answer the asker had got, to the present state, each in its place. */
export async function updateRequest(ctx: DomainContext, request: ReviewRequest): Promise<void> {
  const matter = await matterOf(ctx, request)
  const card = await targetOf(ctx, keyOf(request))
  if (card) await ctx.send(requestPost(matter), card, `${keyOf(request)}:v${request.version}:${ctx.cause}`)
  const answer = request.state === 'pending' ? undefined : await targetOf(ctx, `answer:${request.source}`)
  if (answer) await ctx.send(outcomePost(matter), answer, `outcome:${request.id}:v${request.version}`)
}

async function targetOf(ctx: DomainContext, key: string): Promise<Target | undefined> {
  const sent = await findOutbound(ctx.tx, key)
  return sent && { channel: sent.channel, chatId: sent.chatId, replaces: key }
}
