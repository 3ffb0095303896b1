import { z } from 'zod'
import { revokeLinks } from '#src/domain/communities/board-link.ts'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '撤销公示链接',
  aliases: [],
  summary: '使一个小区已发出的业主专用链接失效',
  usage: '撤销公示链接 小区',
  audience: 'staff' as const,
  needs: { estate: ['link', 'OWN'] } as const,
}

export const args = z.object({ community: z.string().min(1).max(60) })

export const parse = ({ text }: Input): unknown => ({ community: text.trim() })

export async function run(ctx: DomainContext, { community: said }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '办理')
  const community = await getCommunity(ctx.tx, workspaceId, said)
  const count = await revokeLinks(ctx, community)
  return { tone: 'green', summary: `${community.name}的${count}个业主专用链接已失效，业主在群内发送「公示」可取得新链接。` }
}
