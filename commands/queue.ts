import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { answerOpenQuestion, dropOpenQuestion, judgeAnswer, listWaiting } from '#src/domain/policy/learn/queue.ts'
import type { Post } from '#src/message.ts'
import { answeredPost, queuePost } from '#src/views/queue.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '待答',
  aliases: ['答疑'],
  summary: '看没答上来的政策问题，直接答复',
  usage: '待答，或 待答 编号 答复内容，或 待答 编号 通过／退回／不答（专班负责人）',
  audience: 'staff' as const,
  needs: { work: 'answerQuestion' } as const,
}

export const args = z.union([
  z.object({ list: z.literal(true) }),
  z.object({ id: z.number().int().positive(), verdict: z.enum(['通过', '退回', '不答']) }),
  z.object({ id: z.number().int().positive(), answer: z.string().min(2).max(1000) }),
])

export function parse({ text, values }: Input): unknown {
  if (values.answer !== undefined) return { id: Number(values.question), answer: values.answer.trim() }
  if (text.trim() === '') return { list: true }
  const [, id, said = ''] = /^第?\s*(\d{1,9})\s*[问号]?[\s，,:：]*(.*)$/s.exec(text.trim()) ?? []
  return /^(通过|退回|不答)$/.test(said) ? { id: Number(id), verdict: said } : { id: Number(id), answer: said.trim() }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceFor(ctx, place.chat)
  if ('list' in said) return queuePost(await listWaiting(ctx, workspaceId))
  if ('answer' in said) return answeredPost(await answerOpenQuestion(ctx, workspaceId, said.id, said.answer))
  if (said.verdict === '不答') return answeredPost(await dropOpenQuestion(ctx, workspaceId, said.id))
  return answeredPost(await judgeAnswer(ctx, workspaceId, said.id, said.verdict === '通过'))
}
