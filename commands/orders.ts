import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { getOrders } from '#src/domain/estates/orders.ts'
import type { Post } from '#src/message.ts'
import { ordersPost } from '#src/views/orders.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '工单',
  aliases: [],
  summary: '按小区查12345工单件数和办理情况',
  usage: '工单 [小区或街镇] [2026-10]',
  audience: 'staff' as const,
  needs: { estate: ['orders', 'ENT'] } as const,
}

export const args = z.object({
  said: z.string().max(60).optional(),
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
})

export function parse({ text }: Input): unknown {
  const words = text.trim().split(/\s+/).filter(Boolean)
  const month = words.find((word) => /^\d{4}-\d{1,2}$/.test(word))
  const said = words.filter((word) => word !== month).join('')
  return { ...(said ? { said } : {}), ...(month ? { month } : {}) }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '查看')
  const { month, estates } = await getOrders(ctx, workspaceId, said)
  return ordersPost(month, estates)
}
