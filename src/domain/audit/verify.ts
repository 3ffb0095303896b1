import type { Queryable } from '#storage/db.ts'
import { type AuditHead, findAuditHead, listAuditAfter } from '#storage/repositories/audit.ts'
import { type Break, createWalk, genesis } from './chain.ts'

const page = 2000
const beforeAll = Number.MIN_SAFE_INTEGER

/** `head` is the end of the chain: noted somewhere else, it can be handed to a later check as `expected`. */
export type Verdict = { checked: number; head: AuditHead; breaks: Break[] }

/**
 * Checks every row of the trail against its own hash, its neighbours and the head. `expected` is an end that was noted
 * earlier: its row must still be there, unchanged. Writers may go on meanwhile.
 */
export async function verifyAudit(tx: Queryable, expected?: AuditHead): Promise<Verdict> {
  const head = (await findAuditHead(tx)) ?? genesis
  const walk = createWalk()
  const breaks: Break[] = []
  let checked = 0
  let kept = expected === undefined || expected.seq === genesis.seq
  let after = beforeAll
  for (;;) {
    const events = await listAuditAfter(tx, after, page)
    // Read after the rows: whatever was committed with them, the head knows.
    const newest = (await findAuditHead(tx)) ?? genesis
    for (const event of events) {
      if (event.seq > newest.seq) breaks.push({ what: 'inserted', event })
      else if (event.seq <= head.seq) walk.step(event)
      if (event.seq === expected?.seq) kept = event.hash === expected.hash
    }
    checked += events.length
    if (events.length < page) break
    after = events.at(-1)!.seq
  }
  breaks.unshift(...walk.end(head))
  if (!kept && expected && expected.seq > head.seq) breaks.push({ what: 'removed', from: head.seq + 1, to: expected.seq })
  else if (!kept && expected) breaks.push({ what: 'rewritten', seq: expected.seq })
  return { checked, head, breaks }
}
