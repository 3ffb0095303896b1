import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '#storage/db.ts'
import { insertInbound } from '#storage/repositories/inbound.ts'
import { openPgliteCopy } from '#test/support/databases.ts'

/** A history read again after every gap and once an hour: mostly what the database has already. */
test('what a history repeats costs the database no refused insert, and what is new in it is kept in order', async () => {
  const database = await openPgliteCopy()
  const { db } = database
  const row = (id: string, message: string) => ({
    id: `lark:${id}`,
    messageKey: `lark:${message}`,
    lane: 'lark:oc_1',
    kind: 'message',
    body: '{}',
    receivedAt: new Date(),
  })
  /** Any write takes one, also one that is refused. */
  const nextTransaction = async () => {
    const [next] = await rows<{ id: string }>(db, sql`select pg_snapshot_xmax(pg_current_snapshot())::text as id`)
    return next!.id
  }
  await insertInbound(db, [row('event-1', 'om_1'), row('event-2', 'om_2')])
  const before = await nextTransaction()
  const again = [row('history:om_1', 'om_1'), row('history:om_2', 'om_2')]
  expect(await insertInbound(db, again)).toEqual(new Set())
  expect(await nextTransaction()).toBe(before)

  const more = [...again, row('history:om_3', 'om_3'), row('history:om_4', 'om_4')]
  expect(await insertInbound(db, more)).toEqual(new Set(['lark:history:om_3', 'lark:history:om_4']))
  expect(await rows(db, sql`select id, seq::int as seq from inbound where seq > 2 order by seq`)).toEqual([
    { id: 'lark:history:om_3', seq: 3 },
    { id: 'lark:history:om_4', seq: 4 },
  ])
  await database.close()
})
