import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { gatherGroups } from '#src/domain/digest/group.ts'
import { plansFor } from '#src/domain/plans/find.ts'
import type { Post } from '#src/message.ts'
import { digestPost } from '#src/views/digest.ts'
import type { Input, Place } from './command.ts'
import * as mine from './mine.ts'

export const about = {
  name: '日报',
  aliases: ['今日', '督办日报'],
  summary: '看此刻的督办情况',
  usage: '日报',
  audience: 'staff' as const,
}

export const args = z.object({})

export const parse = (_input: Input): unknown => ({})

const which = '(?:哪些|哪个|哪几个|几个?|多少个?|谁|有没有|什么)'
const work = '(?:任务|单位|事项)'
const late = '(?:逾期|超期|临期|(?:没有?|未)(?:填报|上报|报))'

/** 哪些任务逾期了, 谁还没报: where the work stands, no matter of any document. A longer sentence asks for something else. */
const standing = new RegExp(`^(?:目前|现在|今天|本周)?有?${which}?${work}?(?:都|还|已经?)?${late}[了的]?有?${which}?${work}?[?？吗。]*$`)

export const hears = (text: string): boolean => standing.test(text.trim())

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, place: Place): Promise<Post> {
  const { chat } = place
  if (!chat) return mine.run(ctx, {}, place)
  const plans = await plansFor(ctx, place)
  const found = await gatherGroups(ctx, plans[0]!.workspaceId, plans, [chat])
  return digestPost(found.get(chat)!, ctx.calendar)
}
