import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { applyEstate, passEstate, proveEstate, reopenEstate, returnEstate, ruleEstate } from '#src/domain/ledger/close.ts'
import { closingKind, type Estate, type EstateSaid, getEstate } from '#src/domain/ledger/estate.ts'
import { readClose } from '#src/domain/ledger/rules-say.ts'
import { getStand } from '#src/domain/ledger/stand.ts'
import { tellEstate } from '#src/domain/ledger/tell.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { closingPost, estatePost } from '#src/views/ledger-close.ts'
import type { Plan } from '#storage/repositories/work.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '销账',
  aliases: ['销帐'],
  summary: '小区销账：补充证明、申请、复核、裁定、重开',
  usage: '销账 小区 [共同决定|合同|收费 日期 说明 / 申请 / 通过 / 退回 原因 / 裁定 可销账或不可销账 理由 / 重开 原因]',
  audience: 'staff' as const,
}

const name = z.string().min(1).max(60).optional()
const item = { item: z.number().optional(), version: z.number().optional(), name }
const words = z.string().max(500)

export const args = z.discriminatedUnion('want', [
  z.object({ want: z.literal('overview') }),
  z.object({ want: z.enum(['show', 'apply', 'pass']), ...item }),
  z.object({ want: z.literal('prove'), ...item, proof: z.enum(['decision', 'contract', 'payment']), words }),
  z.object({ want: z.enum(['return', 'reopen']), ...item, reason: words }),
  z.object({ want: z.literal('rule'), ...item, allowed: z.boolean(), reason: words }),
])

type Said = z.infer<typeof args>

/** A form names the item by its id and carries its version; a text names the estate. */
export function parse({ text, values }: Input): unknown {
  if (values.item === undefined) {
    const said = readClose(text)
    if (said.want === 'unknown') throw new DomainError('CLOSE_WORDS', `看不懂「${said.said}」。请这样写：${about.usage}`)
    return said
  }
  const of = { item: Number(values.item), version: Number(values.version) }
  const said = values.words ?? ''
  switch (values.do) {
    case 'decision':
    case 'contract':
    case 'payment':
      return { want: 'prove', ...of, proof: values.do, words: `${values.on ?? ''} ${said}` }
    case 'return':
      return { want: 'return', ...of, reason: said }
    case 'allow':
    case 'deny':
      return { want: 'rule', ...of, allowed: values.do === 'allow', reason: said }
    default:
      return { want: values.do, ...of }
  }
}

export async function run(ctx: DomainContext, said: Said, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place)
  if (said.want === 'overview') return closingPost((await getStand(ctx, plan, closingKind)).items)
  const which: EstateSaid = said.item === undefined ? { name: said.name ?? '' } : { id: said.item, version: said.version ?? 0 }
  if (said.want === 'show') return estatePost(await getEstate(ctx, plan, which))
  const estate = await stepOf(ctx, plan, which, said)
  await tellEstate(ctx, estate, place, said.item !== undefined)
  return estatePost(estate)
}

function stepOf(ctx: DomainContext, plan: Plan, which: EstateSaid, said: Exclude<Said, { want: 'overview' }>): Promise<Estate> {
  switch (said.want) {
    case 'prove':
      return proveEstate(ctx, plan, which, said)
    case 'apply':
      return applyEstate(ctx, plan, which)
    case 'pass':
      return passEstate(ctx, plan, which)
    case 'return':
      return returnEstate(ctx, plan, which, said.reason)
    case 'reopen':
      return reopenEstate(ctx, plan, which, said.reason)
    case 'rule':
      return ruleEstate(ctx, plan, which, said)
    case 'show':
      return getEstate(ctx, plan, which)
  }
}
