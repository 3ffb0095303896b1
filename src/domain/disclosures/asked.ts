import type { DomainContext } from '#src/domain/context.ts'
import { listOwnWords } from '#storage/repositories/conversation.ts'
import { asksForDisclosure, asksOn } from './match.ts'

/** How long 那去年呢 still refers to what was asked before, and over how many messages. */
const remembersMs = 10 * 60_000
const REMEMBERED = 5

/**
 * The question to this estate's own disclosures, if it is one, misspellings mended where it would not be understood with them;
 * what only asks on is put before what it asks on about.
 */
export async function disclosureAsked(ctx: DomainContext, said: string): Promise<string | undefined> {
  const index = await ctx.policy(ctx.tx)
  const read = (words: string) => (asksForDisclosure(words) ? words : index.hear(index.simplify(words)))
  const text = read(said)
  if (asksForDisclosure(text)) return text
  if (!asksOn(text)) return undefined
  const earlier = await listOwnWords(ctx.tx, ctx.cause, new Date(ctx.now.getTime() - remembersMs), REMEMBERED)
  const before = read(earlier.find((words) => !asksOn(words)) ?? '')
  return asksForDisclosure(before) ? `${text} ${before}` : undefined
}
