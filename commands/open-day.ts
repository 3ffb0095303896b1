import { z } from 'zod'
import { chineseDay } from '#src/domain/calendar/dates.ts'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { announceOpenDay, recapOpenDay } from '#src/domain/open-days/write.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '业主开放日',
  aliases: ['开放日'],
  summary: '登记业主开放日及其回顾，发到业主群',
  usage:
    '业主开放日 示例花园 2026-12-05 14:00 地点：服务中心 议题：电梯更新 名额：30，办后 业主开放日 示例花园 2026-12-05 回顾 参加：26 结果：…',
  audience: 'staff' as const,
  needs: { estate: ['prepare', 'PUB'] } as const,
}

const of = { community: z.string().min(1), on: z.iso.date() }

export const args = z.union([
  z.object({ ...of, attended: z.number().int().min(0).max(10_000), outcome: z.string().min(2).max(300) }),
  z.object({
    ...of,
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    place: z.string().min(2).max(60),
    topics: z.string().min(2).max(200),
    capacity: z.number().int().positive().nullable(),
  }),
])

export function parse({ text }: Input): unknown {
  const [, community, on, third, rest = ''] = /^(\S+)\s+(\S+)\s+(\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? []
  const named = (label: string) =>
    new RegExp(`${label}[:：]\\s*([\\s\\S]*?)(?=\\s*(?:地点|议题|名额|参加|结果)[:：]|$)`).exec(rest)?.[1]?.trim()
  const count = (label: string) => /^\d+/.exec(named(label) ?? '')?.[0]
  if (third === '回顾') return { community, on, attended: count('参加') && Number(count('参加')), outcome: named('结果') }
  return { community, on, at: third, place: named('地点'), topics: named('议题'), capacity: count('名额') ? Number(count('名额')) : null }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '登记业主开放日')
  const { community: name, ...day } = said
  const community = await getCommunity(ctx.tx, workspaceId, name)
  if ('attended' in day) {
    await recapOpenDay(ctx, community, day)
    return { tone: 'green', summary: `${community.name}${chineseDay(day.on)}开放日的回顾已登记，将在下一个10:10发到业主群。` }
  }
  await announceOpenDay(ctx, community, day)
  return { tone: 'green', summary: `${community.name}${chineseDay(day.on)}开放日已登记，通知将在下一个10:10发到业主群。` }
}
