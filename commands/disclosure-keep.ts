import { z } from 'zod'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { parseLines } from '#src/domain/disclosures/rules-lines.ts'
import { prepareDisclosure, reviewDisclosure, withdrawDisclosure } from '#src/domain/disclosures/write.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { keptPost } from '#src/views/disclosure-kept.ts'
import type { Input, Place } from './command.ts'
import { unitOf, workspaceOf } from './group.ts'
import { splitReason } from './reason.ts'

export const about = {
  name: '公示办理',
  aliases: [],
  summary: '登记、审核、更正、撤下一项公示',
  usage: '公示办理 登记|审核|撤下 小区 D2 内容，如 公示办理 登记 示例花园 D2 物业费=2.68元/㎡·月；停车费=150元/辆·月 原因：…',
  audience: 'staff' as const,
  needs: { estate: ['prepare', 'PUB'] } as const,
}

export const args = z.object({
  step: z.enum(['登记', '审核', '撤下']),
  community: z.string().min(1),
  item: z.string().min(1),
  content: z.string().max(2000),
  reason: z.string().max(200).optional(),
})

export function parse({ text }: Input): unknown {
  const { said, reason } = splitReason(text)
  const [, step, community, item, content = ''] = /^(\S+)\s+(\S+)\s+(\S+)\s*([\s\S]*)$/.exec(said) ?? []
  return { step, community, item, content, ...(reason ? { reason } : {}) }
}

export async function run(ctx: DomainContext, { step, item, content, reason, ...of }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '办理公示')
  const community = await getCommunity(ctx.tx, workspaceId, of.community)
  const unit = unitOf(ctx, workspaceId, '办理公示')
  if (step === '登记') {
    const draft = { code: item, lines: parseLines(content), preparedBy: unit, ...(reason ? { reason } : {}) }
    return keptPost(community, await prepareDisclosure(ctx, community, draft))
  }
  if (step === '审核') return keptPost(community, await reviewDisclosure(ctx, community, item, unit))
  const why = reason ?? content.trim()
  if (!why) throw new DomainError('NO_REASON', '撤下公示须写明原因，如「公示办理 撤下 示例花园 D2 原因：数据有误」。')
  return keptPost(community, await withdrawDisclosure(ctx, community, item, why))
}
