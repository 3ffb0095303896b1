import { z } from 'zod'
import { listClocks, noteEvent } from '#src/domain/clocks/note.ts'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Post } from '#src/message.ts'
import { estateClocksPost } from '#src/views/clocks.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '法定期限',
  aliases: [],
  summary: '查看小区法定期限，登记业主大会、业委会、交接等事项',
  usage: '法定期限 小区 [事项 日期]，如 法定期限 示例花园 业委会选举产生 2026-11-10',
  audience: 'staff' as const,
  needs: { estate: ['read', 'OWN'] } as const,
}

export const args = z.object({ community: z.string().min(1), event: z.object({ kind: z.string().min(1), on: z.iso.date() }).optional() })

export function parse({ text, values }: Input): unknown {
  if (values.community) return { community: values.community, event: { kind: values.kind, on: values.on } }
  const [community, kind, on] = text.trim().split(/\s+/)
  return { community, ...(kind ? { event: { kind, on } } : {}) }
}

export async function run(ctx: DomainContext, { community, event }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '查看')
  const estate = await getCommunity(ctx.tx, workspaceId, community)
  if (event) return estateClocksPost(estate, await noteEvent(ctx, estate, event), ctx.now, event)
  return estateClocksPost(estate, await listClocks(ctx, estate), ctx.now)
}
