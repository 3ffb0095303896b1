import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { recordForwarded } from '#src/domain/reports/forward.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '已转发',
  aliases: [],
  summary: '登记转发件已发到业主群',
  usage: '在转发件卡片上点「已转发」',
  audience: 'staff' as const,
  needs: { estate: ['prepare', 'PUB'] } as const,
}

export const args = z.object({ key: z.string().min(1) })

export const parse = ({ values }: Input): unknown => ({ key: values.key })

export async function run(ctx: DomainContext, { key }: z.infer<typeof args>, place: Place): Promise<Post> {
  await recordForwarded(ctx, key, { channel: place.channel, chatId: place.chatId })
  return { tone: 'green', summary: '已登记：转发完成，计入公示。' }
}
