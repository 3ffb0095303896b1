import { z } from 'zod'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { publicationsOf } from '#src/domain/reports/publication.ts'
import type { Post } from '#src/message.ts'
import { publicationPost } from '#src/views/publication.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '发布情况',
  aliases: [],
  summary: '看履约报告和开放日发到了哪些业主群、哪些要处理',
  usage: '发布情况，或 发布情况 示例花园',
  audience: 'staff' as const,
  needs: { estate: ['read', 'OWN'] } as const,
}

export const args = z.object({ community: z.string().optional() })

export const parse = ({ text }: Input): unknown => (text.trim() ? { community: text.trim() } : {})

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '查看发布情况')
  const community = said.community ? await getCommunity(ctx.tx, workspaceId, said.community) : undefined
  return publicationPost(await publicationsOf(ctx, workspaceId, community?.id), community?.name ?? '')
}
