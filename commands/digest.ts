import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { gatherGroups } from '#src/domain/digest/group.ts'
import { plansFor } from '#src/domain/plans/find.ts'
import type { Post } from '#src/message.ts'
import { digestPost } from '#src/views/digest.ts'
import { asksWhich } from './asks-which.ts'
import type { Input, Place } from './command.ts'
import * as mine from './mine.ts'

export const about = {
  name: '日报',
  aliases: ['今日', '督办日报'],
  summary: '看此刻的督办情况',
  usage: '日报',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
}

export const args = z.object({})

export const parse = (_input: Input): unknown => ({})

/** 哪些单位没填报, 谁还没报 */
const silent = asksWhich('(?:没有?|未)(?:填报|上报|报)')

export const hears = (text: string): boolean => silent.test(text.trim())

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, place: Place): Promise<Post> {
  const { chat } = place
  if (!chat) return mine.run(ctx, {}, place)
  const plans = await plansFor(ctx, place)
  const found = await gatherGroups(ctx, plans[0]!.workspaceId, plans, [chat])
  return digestPost(found.get(chat)!, ctx.calendar)
}
