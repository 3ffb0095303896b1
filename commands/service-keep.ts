import { z } from 'zod'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { frequencyOf } from '#src/domain/reports/rules-plan.ts'
import { keepServiceDone, keepServicePlan } from '#src/domain/reports/serve.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '服务记录',
  aliases: [],
  summary: '登记合同约定的服务频次和每月完成次数',
  usage: '服务记录 示例花园 楼道保洁 每日2次 合同附件二，或 服务记录 示例花园 楼道保洁 2026年9月 58次 原因：…',
  audience: 'staff' as const,
  needs: { estate: ['prepare', 'OWN'] } as const,
}

const of = { community: z.string().min(1), item: z.string().min(2).max(30) }
const per = z.enum(['日', '周', '月', '季', '年'])

export const args = z.union([
  z.object({ ...of, times: z.number().int().positive(), per, clause: z.string().max(80) }),
  z.object({ ...of, month: z.string(), done: z.number().int().min(0), reason: z.string().max(200) }),
])

export function parse({ text }: Input): unknown {
  const [, community, item, third = '', rest = ''] = /^(\S+)\s+(\S+)\s+(\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? []
  const frequency = frequencyOf(third)
  if (frequency) return { community, item, ...frequency, clause: rest.trim() }
  const [, year, month] = /^(\d{4})年(1[0-2]|[1-9])月$/.exec(third) ?? []
  const [, done, reason = ''] = /^(\d+)次?[\s，,；;]*(?:原因[:：]?)?\s*([\s\S]*)$/.exec(rest.trim()) ?? []
  return { community, item, month: year && month && `${year}-${month.padStart(2, '0')}`, done: done && Number(done), reason: reason.trim() }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '登记')
  const community = await getCommunity(ctx.tx, workspaceId, said.community)
  if ('per' in said) {
    const { item, times, per, clause } = said
    await keepServicePlan(ctx, community, { item, kind: '服务', times, per, clause: clause || null })
    return { tone: 'green', summary: `${community.name}「${item}」约定每${per}${times}次，已登记。` }
  }
  const { item, month, done, reason } = said
  await keepServiceDone(ctx, community, { item, month, done, reason: reason || null, source: '服务记录' })
  return { tone: 'green', summary: `${community.name}「${item}」${month}完成${done}次，已登记。` }
}
