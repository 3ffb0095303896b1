import { communityIn } from '#src/domain/communities/find.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { guard } from '#src/domain/policy/answer/guard.ts'
import { listOwnWords } from '#storage/repositories/conversation.ts'
import { asksForDisclosure, asksOn } from './match.ts'

/** How long 那去年呢 still refers to what was asked before, and over how many messages. */
const remembersMs = 10 * 60_000
const REMEMBERED = 5

/**
 * The question to this estate's own disclosures, if it is one, misspellings mended where it would not be understood with them;
 * what only asks on is put before what it asks on about. What asks for data of persons is never looked up here.
 */
export async function disclosureAsked(ctx: DomainContext, said: string): Promise<string | undefined> {
  const index = await ctx.policy(ctx.tx)
  const estate = await communityIn(ctx.tx, said)
  const names = estate ? [estate.name, ...estate.aka] : []
  const isOfBoard = (words: string) => asksForDisclosure(names.reduce((text, name) => text.replaceAll(name, ''), words))
  const read = (words: string) => (isOfBoard(words) ? words : index.hear(index.simplify(words)))
  const text = read(said)
  if (guard(text, 'owner')) return undefined
  if (isOfBoard(text)) return text
  if (!asksOn(text)) return undefined
  const earlier = await listOwnWords(ctx.tx, ctx.cause, new Date(ctx.now.getTime() - remembersMs), REMEMBERED)
  const before = read(earlier.find((words) => !asksOn(words)) ?? '')
  return isOfBoard(before) ? `${text} ${before}` : undefined
}
