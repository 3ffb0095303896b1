import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { postedThisWeek } from '#src/domain/digest/burden.ts'
import { digestOf, takeSnapshot } from '#src/domain/digest/gather.ts'
import { planFor } from '#src/domain/plans/find.ts'
import type { Post } from '#src/message.ts'
import { digestPost } from '#src/views/digest.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '日报',
  aliases: ['今日', '督办日报'],
  summary: '看此刻的督办情况',
  usage: '日报',
  audience: 'staff' as const,
}

export const args = z.object({})

export const parse = (_input: Input): unknown => ({})

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place.chat)
  const messages = (await postedThisWeek(ctx, [place]))(place) + 1
  return digestPost(plan, digestOf(await takeSnapshot(ctx, plan), place.chat?.unit ?? null), { messages })
}
