import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { judge } from '#src/domain/policy/learn/feedback.ts'
import type { Post } from '#src/message.ts'
import { judgedPost } from '#src/views/answer.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '没用',
  aliases: ['没有用', '没帮助', '答非所问', '答错了'],
  summary: '刚才的答复不对，转工作人员核对',
  usage: '没用',
  audience: 'any' as const,
}

export const args = z.object({ helpful: z.boolean(), questionId: z.number().int().positive().optional() })

/** The form under an answer says both; said in words it is this command's own meaning. */
export const parse = ({ values }: Input): unknown => ({
  helpful: values.verdict === 'useful',
  ...(values.question ? { questionId: Number(values.question) } : {}),
})

export async function run(ctx: DomainContext, { helpful, questionId }: z.infer<typeof args>, place: Place): Promise<Post> {
  await judge(ctx, { chatId: place.chatId, helpful, ...(questionId ? { questionId } : {}) })
  return judgedPost(helpful)
}
