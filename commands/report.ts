import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { latestReport, reportOfPeriod } from '#src/domain/reports/find.ts'
import { picturesOf } from '#src/domain/reports/picture.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { reportPost } from '#src/views/report.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '履约报告',
  aliases: ['报告'],
  summary: '看本小区最近一期或某一期履约报告',
  usage: '履约报告，或 履约报告 2026年第三季度',
  audience: 'owner' as const,
}

export const args = z.object({ period: z.string().optional() })

export const parse = ({ text }: Input): unknown => (text.trim() ? { period: text.trim() } : {})

export async function run(ctx: DomainContext, { period }: z.infer<typeof args>, place: Place): Promise<Post> {
  const communityId = place.chat?.communityId
  if (!communityId) throw new DomainError('NO_COMMUNITY', '履约报告按小区发布，请在本小区业主群内查询。')
  const report = period ? await reportOfPeriod(ctx, communityId, period) : await latestReport(ctx, communityId)
  if (!report) return { tone: 'grey', summary: `本小区未提供${period ?? ''}已发布的履约报告。` }
  return reportPost(report, ctx.publicUrl, await picturesOf(ctx, report))
}
