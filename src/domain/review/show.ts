import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import type { Target } from '#src/message.ts'
import { outcomePost, requestPost } from '#src/views/review.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { findPlan } from '#storage/repositories/work.ts'
import { leadChat } from './leads.ts'

/** A request with the work it is about, as it stands now; a claim is about no work. */
export type Matter = { request: ReviewRequest; due?: Due; today: string; decidedOn?: string }

const keyOf = (request: ReviewRequest) => `review:${request.id}`

export async function matterOf(ctx: DomainContext, request: ReviewRequest): Promise<Matter> {
  const today = shanghaiDateOf(ctx.now)
  const { planId, taskNo, unit, occurrence, decidedAt } = request
  const matter: Matter = { request, today, ...(decidedAt ? { decidedOn: shanghaiDateOf(decidedAt) } : {}) }
  const plan = planId ? await findPlan(ctx.tx, planId) : undefined
  if (!plan || taskNo === null || !unit) return matter
  const dues = await listDue(ctx.tx, plan, { on: today, calendar: ctx.calendar, unit, taskNo })
  const due = dues.find((candidate) => candidate.occurrence.key === occurrence)
  return due ? { ...matter, due } : matter
}

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
  if (card) await ctx.send(requestPost(matter), card, `${keyOf(request)}:v${request.version}`)
  const answer = await targetOf(ctx, `answer:${request.source}`)
  if (answer) await ctx.send(outcomePost(matter), answer, `outcome:${request.id}:v${request.version}`)
}

async function targetOf(ctx: DomainContext, key: string): Promise<Target | undefined> {
  const sent = await findOutbound(ctx.tx, key)
  return sent && { channel: sent.channel, chatId: sent.chatId, replaces: key }
}
