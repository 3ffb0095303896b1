import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { applyEstate, passEstate, reopenEstate, returnEstate, ruleEstate } from '#src/domain/ledger/close.ts'
import { closingKind, type Estate, type EstateSaid, getEstate } from '#src/domain/ledger/estate.ts'
import { fileProof, proveInChat, type Unclear } from '#src/domain/ledger/proof-files.ts'
import { readClose } from '#src/domain/ledger/rules-say.ts'
import { getStand } from '#src/domain/ledger/stand.ts'
import { tellEstate } from '#src/domain/ledger/tell.ts'
import { type Plan, planFor } from '#src/domain/plans/find.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { closingPost, estatePost, proofAskedPost } from '#src/views/ledger-close.ts'
import type { Input, Place, Replied } from './command.ts'

export const about = {
  name: '销账',
  aliases: ['销帐'],
  summary: '小区销账：补充证明、申请、复核、裁定、重开',
  usage: '销账 小区 [共同决定|合同|收费 日期 说明 / 申请 / 通过 / 退回 原因 / 裁定 可销账或不可销账 理由 / 重开 原因]',
  audience: 'staff' as const,
  needs: { work: 'keepLedger' } as const,
}

const name = z.string().min(1).max(60).optional()
const item = { item: z.number().optional(), version: z.number().optional(), name }
const words = z.string().max(500)
const proof = z.enum(['decision', 'contract', 'payment'])

export const args = z.discriminatedUnion('want', [
  z.object({ want: z.literal('overview') }),
  z.object({ want: z.literal('show'), ...item }),
  z.object({ want: z.enum(['apply', 'pass']), ...item }),
  z.object({ want: z.literal('prove'), ...item, proof, words }),
  z.object({ want: z.literal('file'), ...item, proof: proof.optional(), files: z.string().max(100) }),
  z.object({ want: z.enum(['return', 'reopen']), ...item, reason: words }),
  z.object({ want: z.literal('rule'), ...item, allowed: z.boolean(), reason: words }),
])

type Said = z.infer<typeof args>

/** What a reply says of the estate whose form it answers stands behind its name, as it would after 销账. */
const spoken = (text: string) => readClose(`本小区 ${text}`)

/** A reply to the estate's form; files without a word are a proof's. */
export function replied({ text, messageId, hasFiles }: Replied, { item }: Record<string, string>): Input | undefined {
  const { want } = spoken(text)
  if (!item) return undefined
  if (want !== 'unknown' && want !== 'show') return { text, values: { item } }
  return hasFiles ? { text: '', values: { item, files: messageId } } : undefined
}

/** A form names the item by its id and carries its version; a text names the estate. */
export function parse({ text, values }: Input): unknown {
  if (values.item === undefined) {
    const said = readClose(text)
    if (said.want === 'unknown') throw new DomainError('CLOSE_WORDS', `看不懂「${said.said}」。请这样写：${about.usage}`)
    return said
  }
  const of = { item: Number(values.item), ...(values.version === undefined ? {} : { version: Number(values.version) }) }
  if (values.files !== undefined) return { want: 'file', ...of, proof: values.do, files: values.files }
  if (values.do === undefined) return { ...spoken(text), ...of }
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
  const which: EstateSaid = said.item === undefined ? { name: said.name ?? '' } : { id: said.item, version: said.version }
  if (said.want === 'show') return estatePost(await getEstate(ctx, plan, which))
  const step = await stepOf(ctx, plan, which, said, place)
  if ('asked' in step) return proofAskedPost(step.asked, place.messageId)
  const pressed = said.item === undefined ? undefined : place.messageId
  await tellEstate(ctx, step, { channel: place.channel, chatId: place.chatId, shownAs: place.answers ?? pressed })
  const post = estatePost(step)
  // Who answered the card sees it change: the reply need not say it all again.
  return place.answers ? { ...(post.tone ? { tone: post.tone } : {}), summary: post.summary } : post
}

type Step = Exclude<Said, { want: 'overview' } | { want: 'show' }>

function stepOf(ctx: DomainContext, plan: Plan, which: EstateSaid, said: Step, { channel, messageId }: Place): Promise<Estate | Unclear> {
  switch (said.want) {
    case 'prove':
      return proveInChat(ctx, plan, which, said, { channel, messageId })
    case 'file':
      return fileProof(ctx, plan, which, said.proof, { channel, messageId: said.files })
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
  }
}
