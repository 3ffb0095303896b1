import type { Clock } from '#src/clock.ts'
import { type Model, rephrase } from '#src/domain/policy/rephrase/rephrase.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import type { ChannelName } from '#src/message.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { enqueueOutbound, findOutbound } from '#storage/repositories/outbound.ts'
import { claimToRephrase, lastQuestionId, listCited, type Question } from '#storage/repositories/policy.ts'

export type RephraseDeps = { db: Db; clock: Clock; log: Log; model: Model; channels: ChannelName[]; wakeOutbox: () => void }

const AT_ONCE = 4

/**
 * Puts answers into plainer words after they have gone out: the words of the clause are sent first and at once, and only
 * their first line is changed in its place, on channels that can, if the model's line is there in time and holds up.
 */
export async function startRephrasing(deps: RephraseDeps): Promise<Loop> {
  const after = await lastQuestionId(deps.db)
  return startLoop('rephrase', () => turn(deps, after), { idleMs: 500, log: deps.log })
}

async function turn(deps: RephraseDeps, after: number): Promise<boolean> {
  const { db, channels, clock } = deps
  const claimed = await claimToRephrase(db, { after, channels, at: clock.now() })
  await Promise.all(
    claimed
      .slice(0, AT_ONCE)
      .map((question) =>
        rephraseOne(deps, question).catch((error: unknown) =>
          deps.log.warn({ question: question.id, error: messageOf(error) }, 'not rephrased'),
        ),
      ),
  )
  return claimed.length > 0
}

async function rephraseOne({ db, clock, model, log, wakeOutbox }: RephraseDeps, question: Question): Promise<void> {
  const spans = await listCited(db, question.clauses.slice(0, 3))
  const key = `answer:${question.source}`
  const sent = await findOutbound(db, key)
  if (!sent || spans.length === 0) return
  const line = await rephrase(model, question.text, spans)
  if (!line) return log.info({ question: question.id }, 'rephrasing said more than the clauses')
  const { channel, chatId, cause } = sent
  const post = { ...sent.post, summary: line }
  await inTransaction(db, (tx) =>
    enqueueOutbound(tx, { key: `rephrase:${question.id}`, channel, chatId, post, replaces: key, cause, createdAt: clock.now() }),
  )
  wakeOutbox()
}
