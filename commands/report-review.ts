import { z } from 'zod'
import { chineseDay } from '#src/domain/calendar/dates.ts'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { reportIdOf } from '#src/domain/reports/prepare.ts'
import { approveReport, sendBackReport } from '#src/domain/reports/review.ts'
import { estateOfReport } from '#src/domain/reports/show.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'
import { unitOf, workspaceOf } from './group.ts'

export const about = {
  name: '报告审核',
  aliases: [],
  summary: '审核履约报告（业委会、物管会、街镇）',
  usage: '报告审核 小区 2026年第三季度 通过|已核对原始记录，通过|退回 原因，可加 2026-11-25 发布',
  audience: 'staff' as const,
  needs: { estate: ['review', 'OWN'] } as const,
}

const verdict = {
  decision: z.string().regex(/^(已核对原始记录[，,]?)?通过$|^退回$/),
  reason: z.string().max(200),
  publishOn: z.iso.date().optional(),
}

export const args = z.union([
  z.object({ report: z.string().min(1), hash: z.string(), ...verdict }),
  z.object({ community: z.string().min(1), period: z.string().min(1), ...verdict }),
])

export function parse({ text, values }: Input): unknown {
  if (values.report) {
    const { report, hash, decision, reason = '', publishOn } = values
    return { report, hash, decision, reason: reason.trim(), ...(publishOn?.trim() ? { publishOn: publishOn.trim() } : {}) }
  }
  const [, community, period, decision, rest = ''] =
    /^(\S+)\s+(\S+)\s+(退回|(?:已核对原始记录[，,]?)?通过)\s*([\s\S]*)$/.exec(text.trim()) ?? []
  const publishOn = decision === '退回' ? undefined : /\d{4}-\d{2}-\d{2}/.exec(rest)?.[0]
  return { community, period, decision, reason: rest.replace(/^(原因)?[:：]?\s*/, ''), ...(publishOn ? { publishOn } : {}) }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '审核履约报告')
  const reviewer = unitOf(ctx, workspaceId, '审核履约报告')
  const community = 'report' in said ? await estateOfReport(ctx, said.report) : await getCommunity(ctx.tx, workspaceId, said.community)
  const of = 'report' in said ? { id: said.report, hash: said.hash } : { id: reportIdOf(community, said.period).id }
  if (said.decision === '退回') {
    if (said.reason.length < 2) throw new DomainError('NO_REASON', '退回须写明原因。')
    const row = await sendBackReport(ctx, community, { ...of, reviewer, reason: said.reason })
    return { tone: 'yellow', summary: `${community.name}${row.periodLabel}履约报告已退回${row.preparedBy}。` }
  }
  const publishOn = said.publishOn ? { publishOn: said.publishOn } : {}
  const row = await approveReport(ctx, community, { ...of, reviewer, checked: said.decision.startsWith('已核对'), ...publishOn })
  return {
    tone: 'green',
    summary: `${community.name}${row.periodLabel}履约报告第${row.version}版已审核，${chineseDay(row.publishOn!)}发布。`,
    blocks: [{ kind: 'note', text: '发到已接入的业主群；没有接入的，转发件发到物业企业或街镇的工作群。' }],
  }
}
