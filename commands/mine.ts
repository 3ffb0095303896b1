import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { ownBurden } from '#src/domain/digest/burden.ts'
import { gatherPersonal } from '#src/domain/digest/personal.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { personalPost } from '#src/views/personal.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '我的日报',
  aliases: ['我的'],
  summary: '看本人单位的督办情况（私聊）',
  usage: '我的日报',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
}

export const args = z.object({})

export const parse = (_input: Input): unknown => ({})

export async function run(ctx: DomainContext, _args: z.infer<typeof args>, place: Place): Promise<Post> {
  if (place.chat) throw new DomainError('DIRECT_ONLY', '「我的日报」只发给您本人，请私聊我发送。')
  const own = await gatherPersonal(ctx)
  return personalPost(own, await ownBurden(ctx, place), ctx.calendar)
}
