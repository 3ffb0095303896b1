import { z } from 'zod'
import { assertPerson, membershipsOf } from '#src/domain/chats/access.ts'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { parseLines } from '#src/domain/disclosures/rules-lines.ts'
import { prepareDisclosure, reviewDisclosure, withdrawDisclosure } from '#src/domain/disclosures/write.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { keptPost } from '#src/views/disclosure-kept.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '公示办理',
  aliases: [],
  summary: '登记、审核、更正、撤下一项公示',
  usage: '公示办理 登记|审核|撤下 小区 D2 内容，如 公示办理 登记 示例花园 D2 物业费=2.68元/㎡·月；停车费=150元/辆·月 原因：…',
  audience: 'staff' as const,
}

export const args = z.object({
  step: z.enum(['登记', '审核', '撤下']),
  community: z.string().min(1),
  item: z.string().min(1),
  content: z.string().max(2000),
  reason: z.string().max(200).optional(),
})

export function parse({ text }: Input): unknown {
  const [, head, reason] = /^([\s\S]*?)(?:[\s，,；;]*原因[:：]\s*([\s\S]+))?$/.exec(text.trim())!
  const [, step, community, item, content = ''] = /^(\S+)\s+(\S+)\s+(\S+)\s*([\s\S]*)$/.exec(head!) ?? []
  return { step, community, item, content, ...(reason ? { reason } : {}) }
}

export async function run(ctx: DomainContext, { step, item, content, reason, ...of }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = place.chat?.workspaceId
  if (!workspaceId) throw new DomainError('NO_WORKSPACE', '请在已绑定的工作群内办理公示。')
  const community = await getCommunity(ctx.tx, workspaceId, of.community)
  const unit = membershipsOf(ctx, workspaceId)[0]?.unit
  if (!unit) throw new DomainError('NOT_LISTED', `${assertPerson(ctx).name ?? '您'}不在名册中，不能办理公示。`)
  if (step === '登记') {
    const draft = { code: item, lines: parseLines(content), preparedBy: unit, ...(reason ? { reason } : {}) }
    return keptPost(community, await prepareDisclosure(ctx, community, draft))
  }
  if (step === '审核') return keptPost(community, await reviewDisclosure(ctx, community, item, unit))
  const why = reason ?? content.trim()
  if (!why) throw new DomainError('NO_REASON', '撤下公示须写明原因，如「公示办理 撤下 示例花园 D2 原因：数据有误」。')
  return keptPost(community, await withdrawDisclosure(ctx, community, item, why))
}
