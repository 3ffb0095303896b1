import { randomBytes } from 'node:crypto'
import { briefFiles } from '#src/documents/kinds.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Enclosure, Post } from '#src/message.ts'
import { briefPost } from '#src/views/brief.ts'
import { insertBrief } from '#storage/repositories/brief.ts'
import { keepContent } from '#storage/repositories/content.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPlans, type Plan } from '#storage/repositories/work.ts'
import { type Brief, briefFileName } from './brief.ts'
import { gatherBrief } from './gather.ts'

const openForDays = 14

/**
 * Makes a plan's brief and keeps it as it is now. Its files are made from what was kept whenever somebody opens them:
 * any replica can, and they say the same for ever.
 */
export async function createBrief(ctx: DomainContext, plan: Plan): Promise<Post> {
  const content = await gatherBrief(ctx, plan)
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(ctx.now.getTime() + openForDays * 86_400_000)
  await insertBrief(ctx.tx, { planId: plan.id, on: content.on, content, token, expiresAt, createdAt: ctx.now })
  const address = `${ctx.publicUrl}/f/${token}`
  return briefPost(content, { address, until: shanghaiDateOf(expiresAt), enclosed: await enclose(ctx, content, address) })
}

/** The files as they go into the group, kept until they have been sent. */
async function enclose(ctx: DomainContext, brief: Brief, address: string): Promise<Enclosure[]> {
  const files: Enclosure[] = []
  for (const [extension, { render }] of Object.entries(briefFiles)) {
    const content = await keepContent(ctx.tx, await render(brief), ctx.now)
    files.push({ content, name: briefFileName(brief, extension), url: `${address}.${extension}` })
  }
  return files
}

/** The two-monthly brief, to the task force's own groups. */
export async function sendBriefs(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  const groups = chats.filter(({ unit }) => unit === null)
  if (!workspaceId || groups.length === 0) return
  const on = shanghaiDateOf(ctx.now)
  for (const plan of await listPlans(ctx.tx, workspaceId)) {
    const post = await createBrief(ctx, plan)
    for (const { channel, chatId } of groups) await ctx.send(post, { channel, chatId }, `brief:${plan.id}:${on}:${channel}:${chatId}`)
  }
}
