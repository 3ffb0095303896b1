import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { getCommunity } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { draftStatement, enterRevenue, getStatement, strikeEntry } from '#src/domain/estates/revenue.ts'
import type { Post } from '#src/message.ts'
import { keptPost } from '#src/views/disclosure-kept.ts'
import { enteredPost, revenueKinds, revenueSources, statementPost, struckPost } from '#src/views/revenue.ts'
import type { Input, Place } from './command.ts'
import { unitOf, workspaceOf } from './group.ts'
import { splitReason } from './reason.ts'

export const about = {
  name: '收益账',
  aliases: ['公共收益账'],
  summary: '公共收益单独列账：查看、登记、冲销、公示',
  usage:
    '收益账 小区 [年]，或 收益账 登记 小区 收入|成本|转入维修资金 停车|广告|场地|快递柜|通信|其他 12000元 [2026-10-31] [说明]，或 收益账 冲销 小区 编号 原因：…，或 收益账 公示 小区 年 [原因：…]',
  audience: 'staff' as const,
  needs: { estate: ['read', 'OWN'] } as const,
}

const community = z.string().min(1)
const amount = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,2})?$/)
  .transform((said) => Math.round(Number(said) * 100))
const codes = Object.fromEntries(Object.entries(revenueKinds).map(([code, word]) => [word, code])) as Record<
  string,
  keyof typeof revenueKinds
>

export const args = z.discriminatedUnion('step', [
  z.object({ step: z.literal('查看'), community, year: z.coerce.number().int().min(2000).max(2100).optional() }),
  z.object({
    step: z.literal('登记'),
    community,
    kind: z
      .string()
      .transform((word) => codes[word])
      .pipe(z.enum(['income', 'cost', 'fund'])),
    source: z.enum(revenueSources),
    amount,
    on: z.iso.date().optional(),
    note: z.string().max(200).optional(),
  }),
  z.object({ step: z.literal('冲销'), community, id: z.string().min(1), reason: z.string().min(2).max(200) }),
  z.object({ step: z.literal('公示'), community, year: z.coerce.number().int(), reason: z.string().max(200).optional() }),
])

export function parse({ text, values }: Input): unknown {
  if (values.step === '登记') {
    const { step, community, kind, source, amount, on, note } = values
    return { step, community, kind, source, amount: plain(amount ?? ''), ...(on ? { on } : {}), ...(note ? { note } : {}) }
  }
  const { said, reason } = splitReason(text)
  const [first = '', ...rest] = said.split(/\s+/)
  const why = reason ? { reason } : {}
  if (first === '登记') {
    const [community, kind, source, amount = '', ...more] = rest
    const [on, ...note] = /^\d{4}-\d{2}-\d{2}$/.test(more[0] ?? '') ? more : [undefined, ...more]
    return {
      step: '登记',
      community,
      kind,
      source,
      amount: plain(amount),
      ...(on ? { on } : {}),
      ...(note.length > 0 ? { note: note.join(' ') } : {}),
    }
  }
  if (first === '冲销') return { step: '冲销', community: rest[0], id: rest[1], ...why }
  if (first === '公示') return { step: '公示', community: rest[0], year: rest[1]?.replace(/年$/, ''), ...why }
  return { step: '查看', community: first, ...(rest[0] ? { year: rest[0].replace(/年$/, '') } : {}) }
}

const plain = (amount: string) => amount.replace(/[,，元]/g, '')

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '办理公共收益账目')
  const estate = await getCommunity(ctx.tx, workspaceId, said.community)
  switch (said.step) {
    case '查看': {
      const year = said.year ?? Number(shanghaiDateOf(ctx.now).slice(0, 4))
      return statementPost(estate, await getStatement(ctx, estate, year))
    }
    case '登记':
      return enteredPost(estate, await enterRevenue(ctx, estate, said))
    case '冲销':
      return struckPost(estate, await strikeEntry(ctx, estate, said.id, said.reason))
    case '公示': {
      const preparedBy = unitOf(ctx, workspaceId, '办理公示')
      return keptPost(estate, await draftStatement(ctx, estate, { year: said.year, preparedBy, reason: said.reason }))
    }
  }
}
