import { z } from 'zod'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { draftReport, fillReport, reportIdOf } from '#src/domain/reports/prepare.ts'
import { submitReport } from '#src/domain/reports/review.ts'
import { type Fill, parseFills } from '#src/domain/reports/rules-fill.ts'
import { estateOfReport, showDraft } from '#src/domain/reports/show.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'
import { unitOf, workspaceOf } from './group.ts'
import { splitReason } from './reason.ts'

export const about = {
  name: '报告办理',
  aliases: [],
  summary: '起草、填报、提交、更正一期履约报告',
  usage:
    '报告办理 起草|填报|提交 小区 2026年第三季度 内容，如 报告办理 填报 示例花园 2026年第三季度 报修受理=236；报修办结=232，更正须加 原因：…',
  audience: 'staff' as const,
  needs: { estate: ['prepare', 'OWN'] } as const,
}

const form = z.object({
  step: z.literal('表单'),
  report: z.string(),
  hash: z.string(),
  card: z.string(),
  values: z.array(z.object({ at: z.number(), said: z.string() })),
})

const spoken = z.object({
  step: z.enum(['起草', '填报', '提交']),
  community: z.string().min(1),
  period: z.string().min(1),
  content: z.string().max(4000),
  reason: z.string().max(200).optional(),
})

export const args = z.discriminatedUnion('step', [form, spoken])

export function parse({ text, values }: Input): unknown {
  if (values.report) {
    const given = Object.entries(values).flatMap(([name, said]): Fill[] =>
      /^f\d+$/.test(name) && said.trim() ? [{ at: Number(name.slice(1)), said: said.trim() }] : [],
    )
    return { step: '表单', report: values.report, hash: values.hash, card: values.card, values: given }
  }
  const { said, reason } = splitReason(text)
  const [, step, community, period, content = ''] = /^(\S+)\s+(\S+)\s+(\S+)\s*([\s\S]*)$/.exec(said) ?? []
  return { step, community, period, content, ...(reason ? { reason: reason.trim() } : {}) }
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '办理履约报告')
  const unit = unitOf(ctx, workspaceId, '办理履约报告')
  if (said.step === '表单') {
    const community = await estateOfReport(ctx, said.report)
    const row = await fillReport(ctx, community, { id: said.report, hash: said.hash, fills: said.values, preparedBy: unit })
    await showDraft(ctx, row, community, place, said.card)
    return { tone: 'green', summary: `已保存${said.values.length}项。` }
  }
  const community = await getCommunity(ctx.tx, workspaceId, said.community)
  const what = `${community.name}${said.period}履约报告`
  if (said.step === '起草') {
    await showDraft(ctx, await draftReport(ctx, community, said.period, unit), community, place)
    return { tone: 'green', summary: `${what}已按记录起草，请在卡片上补充。` }
  }
  const { id } = reportIdOf(community, said.period)
  if (said.step === '提交') {
    const { asked } = await submitReport(ctx, community, id)
    return {
      tone: 'green',
      summary: asked > 0 ? `${what}已提交业委会（物管会）和街镇审核。` : `${what}可以审核，但没有绑定业委会或街镇的群，请通知审核人。`,
    }
  }
  const row = await fillReport(ctx, community, {
    id,
    fills: parseFills(said.content),
    preparedBy: unit,
    ...(said.reason ? { reason: said.reason } : {}),
  })
  await showDraft(ctx, row, community, place)
  return { tone: 'green', summary: said.reason ? `${what}更正为第${row.version}版，审核后发布。` : `${what}已填报。` }
}
