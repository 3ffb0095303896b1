import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { districtOf } from '#src/domain/plans/find.ts'
import { askPolicy } from '#src/domain/policy/ask.ts'
import { notesOfClauses } from '#src/domain/review/notes.ts'
import type { Post } from '#src/message.ts'
import { answerPost } from '#src/views/answer.ts'
import { notesBlocks } from '#src/views/declared.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '政策',
  aliases: ['查政策', '问'],
  summary: '问政策，答复附条款出处',
  usage: '政策 问题，如 政策 公共收益归谁',
  audience: 'any' as const,
}

export const args = z.object({ question: z.string().min(1).max(500) })

export const parse = ({ text, values }: Input): unknown => ({ question: values.question ?? text })

export async function run(ctx: DomainContext, { question }: z.infer<typeof args>, place: Place): Promise<Post> {
  const district = await districtOf(ctx, place.chat)
  const audience = place.chat?.kind === 'owner' ? 'owner' : 'member'
  const workspaceId = place.chat?.workspaceId
  const answer = await askPolicy(ctx, {
    question,
    audience,
    chatId: place.chatId,
    ...(district ? { district } : {}),
    ...(workspaceId ? { workspaceId } : {}),
  })
  const post = answerPost(answer)
  if (audience === 'owner') return post
  const notes = await notesOfClauses(
    ctx,
    place.chat?.workspaceId ?? undefined,
    answer.citations.map(({ clause }) => clause),
  )
  const further = notes.filter(({ reason }) => !answer.text.includes(reason.replace(/。$/, '')))
  return { ...post, blocks: [...(post.blocks ?? []), ...notesBlocks(further, shanghaiDateOf(ctx.now))] }
}
