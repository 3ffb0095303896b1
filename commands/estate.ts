import { z } from 'zod'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { getEntry, setValue } from '#src/domain/estates/register.ts'
import type { Post } from '#src/message.ts'
import { estatePost, mendedPost } from '#src/views/estate.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '小区',
  aliases: [],
  summary: '查看小区登记信息，修改单项',
  usage: '小区 名称 [项目=值]，如 小区 示例花园 户数=1208，或 小区 示例花园 设备1-1 检验到期日=2027-05-20',
  audience: 'staff' as const,
  needs: { estate: ['read', 'OWN'] } as const,
}

const change = z.object({ label: z.string().min(1), value: z.string().min(1).max(80), code: z.string().min(1).max(60).optional() })
export const args = z.object({ community: z.string().min(1), change: change.optional() })

const saying = /^(\S+)(?:\s+(?:(?:设备|合同)?\s*(\S+)\s+)?([^\s=＝]+)\s*[=＝]\s*(\S.*))?$/

export function parse({ text, values }: Input): unknown {
  const { community, label, value, code } = values
  if (community) return { community, change: { label, value, ...(code ? { code } : {}) } }
  const said = saying.exec(text.trim())
  if (!said) return {}
  const [, name, of, item, wanted] = said
  return { community: name, ...(item ? { change: { label: item, value: wanted, ...(of ? { code: of } : {}) } } : {}) }
}

export async function run(ctx: DomainContext, { community, change }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '查看')
  const estate = await getCommunity(ctx.tx, workspaceId, community)
  if (!change) return estatePost(await getEntry(ctx, estate))
  return mendedPost(estate.name, await setValue(ctx, estate, change))
}
