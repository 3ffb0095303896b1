import type { DomainContext } from '#src/domain/context.ts'
import { appendAudit, deletePerson, lockAuditHead, tokenOf } from '#storage/repositories/audit.ts'
import { canonicalJson } from './canonical.ts'
import { chain, genesis } from './chain.ts'

/**
 * One change: `subject` is thing:id, `action` thing.verb. `before` and `after` hold codes, ids, numbers and dates, never
 * names, addresses or what people wrote (`markOf` stands for that). `source` is a row of a file; absent, the cause of it all.
 */
export type Change = { subject: string; action: string; before?: unknown; after?: unknown; source?: string | undefined }

export const recordAudit = (ctx: DomainContext, change: Change): Promise<void> => recordAudits(ctx, [change])

/**
 * Adds changes to the deployment's one chain, in the transaction that makes them. The chain's head stays locked until
 * commit, so its order is the order of commits: call it where the change is written, before anything is sent.
 */
export async function recordAudits(ctx: DomainContext, changes: Change[]): Promise<void> {
  if (changes.length === 0) return
  const actor = await actorOf(ctx)
  const events = changes.map(({ subject, action, before, after, source }) => ({
    at: ctx.now,
    actor,
    action,
    subject,
    before: before === undefined ? null : canonicalJson(before),
    after: after === undefined ? null : canonicalJson(after),
    source: source ?? ctx.cause,
  }))
  const head = await lockAuditHead(ctx.tx, genesis)
  await appendAudit(ctx.tx, chain(head, events))
}

/** Who acts, as the trail names them: people by a token that a forgotten person takes along. */
export async function actorOf({ tx, actor }: Pick<DomainContext, 'tx' | 'actor'>): Promise<string> {
  if (actor.type === 'person') return tokenOf(tx, actor.channel, actor.userId)
  return actor.type === 'system' ? `job:${actor.job}` : actor.type
}

/** What the trail calls a person, as the subject of a change. */
export const subjectOf = async (
  { tx }: Pick<DomainContext, 'tx'>,
  channel: Parameters<typeof tokenOf>[1],
  userId: string,
): Promise<string> => `member:${await tokenOf(tx, channel, userId)}`

/** From now on nobody can tell whose the token was; every row of the chain stays as it is. */
export const forgetPerson = deletePerson
