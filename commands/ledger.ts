import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { adjustBase } from '#src/domain/ledger/adjust.ts'
import { catalogue, kindOf } from '#src/domain/ledger/catalogue.ts'
import { itemNamed, itemsNamed } from '#src/domain/ledger/find.ts'
import { historyOf } from '#src/domain/ledger/history.ts'
import { asLedger, type LedgerSaid, readLedger } from '#src/domain/ledger/rules-say.ts'
import { getStand, listStands } from '#src/domain/ledger/stand.ts'
import { removeItem, writeItem } from '#src/domain/ledger/write.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { ledgerPost, ledgersPost } from '#src/views/ledger.ts'
import { adjustedPost, countedPost, itemPost, removedPost, writtenPost } from '#src/views/ledger-item.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '台账',
  aliases: ['台帐'],
  summary: '看台账、上账、更新、计数',
  usage: '台账 [名称] [小区] [街镇 管理模式 状态…]，如 台账 引入物业、台账 引入物业 示例花园 失管、点对点指导 +1 示例花园',
  audience: 'staff' as const,
  needs: { work: 'keepLedger' } as const,
}

const words = z.string().max(500)
const kind = z.enum(catalogue.map(({ id }) => id))

export const args = z.discriminatedUnion('want', [
  z.object({ want: z.literal('overview') }),
  z.object({ want: z.literal('kind'), kind }),
  z.object({ want: z.literal('count'), kind, amount: z.number(), name: words, topic: words }),
  z.object({ want: z.literal('adjust'), kind, delta: z.number(), reason: words }),
  z.object({ want: z.literal('remove'), kind, name: words, reason: words }),
  z.object({
    want: z.literal('item'),
    kind,
    name: words,
    street: words.optional(),
    state: words.optional(),
    fields: z.record(z.string(), words),
    version: z.number().optional(),
  }),
])

/** A form names the kind and carries the fields; a text is read for what it says. */
export function parse({ text, values }: Input): unknown {
  if (values.kind === undefined) return demand(readLedger(asLedger(text) ?? text))
  const { kind, name, street, state, version, plan: _plan, ...fields } = values
  return {
    want: 'item',
    kind,
    name: name?.trim(),
    ...(street ? { street: street.trim() } : {}),
    ...(state ? { state } : {}),
    fields,
    ...(Number(version) > 0 ? { version: Number(version) } : {}),
  }
}

function demand(said: LedgerSaid): LedgerSaid {
  if (said.want !== 'unknown') return said
  const names = catalogue.map(({ name }) => name).join('、')
  throw new DomainError('LEDGER_WORDS', `看不懂「${said.said}」。台账有：${names}；项目写作「栏目：内容」，如「管理模式：失管」。`)
}

export const hears = (text: string): boolean => asLedger(text) !== undefined

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place)
  const today = shanghaiDateOf(ctx.now)
  if (said.want === 'overview') return ledgersPost(plan, await listStands(ctx, plan), today)
  const kind = kindOf(said.kind)
  const from = { source: place.source, messageKey: `${place.channel}:${place.messageId}` }
  switch (said.want) {
    case 'kind':
      return ledgerPost(plan, await getStand(ctx, plan, kind), today)
    case 'adjust': {
      const made = await adjustBase(ctx, plan, kind, said)
      return adjustedPost(kind, made, (await getStand(ctx, plan, kind)).stand.base!.value)
    }
    case 'remove':
      return removedPost(kind, await removeItem(ctx, plan, await itemNamed(ctx, plan, kind.id, said.name), said.reason))
    case 'count': {
      const fields = { amount: String(said.amount), topic: said.topic }
      const { item } = await writeItem(ctx, plan, kind, { name: said.name, fields, ...from })
      return countedPost(kind, item, await totalOf(ctx, plan, kind))
    }
    case 'item': {
      const asked = Object.keys(said.fields).length === 0 && !said.state && !said.street
      if (asked && (await itemsNamed(ctx, plan, kind, said.name)).length > 0) {
        const item = await itemNamed(ctx, plan, kind.id, said.name)
        return itemPost(kind, item, await historyOf(ctx, item))
      }
      const { item, what } = await writeItem(ctx, plan, kind, { ...said, ...from })
      return kind.counter ? countedPost(kind, item, await totalOf(ctx, plan, kind)) : writtenPost(kind, item, what)
    }
  }
}

async function totalOf(ctx: DomainContext, ...of: [Parameters<typeof getStand>[1], Parameters<typeof getStand>[2]]) {
  const { stand } = await getStand(ctx, ...of)
  const target = stand.targets[0]
  return { year: Number(stand.on.slice(0, 4)), done: stand.done, ...(target?.of === undefined ? {} : { of: target.of }) }
}
