import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { gatherWeek } from '#src/domain/digest/weekly.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { weeklyPost } from '#src/views/weekly.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '周报',
  aliases: ['督办周报', '本周周报', '本周日报'],
  summary: '看本周以来的督办情况',
  usage: '周报',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
}

export const args = z.object({})

export const parse = (_input: Input): unknown => ({})

const week =
  /^(?:请|看|查|发|给我|要)*(?:一下)?(?:本周|这周|这一周|一周)的?(?:督办|工作)*(?:日报|周报|小结|总结|汇总|进展|情况)(?:怎么样|如何)?[？?。！!呢吗]*$/

export const hears = (text: string): boolean => week.test(text.trim())

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, { chat }: Place): Promise<Post> {
  if (!chat) throw new DomainError('GROUP_ONLY', '周报按群汇总，请在工作群内发送；私聊可发送「我的日报」。')
  return weeklyPost(await gatherWeek(ctx, workspaceFor(ctx, chat), chat))
}
