import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { getCoverage } from '#src/domain/disclosures/coverage.ts'
import type { Post } from '#src/message.ts'
import { coveragePost } from '#src/views/coverage.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '公示覆盖',
  aliases: [],
  summary: '按街镇查标准化公示、履约报告、公共收益列账的覆盖情况',
  usage: '公示覆盖 [街镇]',
  audience: 'staff' as const,
  needs: { work: 'seeCoverage' } as const,
}

export const args = z.object({ street: z.string().max(50) })

export const parse = ({ text }: Input): unknown => ({ street: text.trim() })

export async function run(ctx: DomainContext, { street }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '查看')
  return coveragePost(await getCoverage(ctx, workspaceId, street || undefined))
}
