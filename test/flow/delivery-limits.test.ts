import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inTransaction, type Queryable, rows } from '#storage/db.ts'
import { openBuckets } from '#storage/repositories/bucket.ts'
import { claimOutbound, enqueueOutbound } from '#storage/repositories/outbound.ts'
import { openPostgresCopy } from '#test/support/databases.ts'

test('two replicas that claim at the same moment share what the limit leaves', async () => {
  const database = await openPostgresCopy()
  const { db } = database
  const drips = [{ windowMs: 60_000, capacity: 3, perSecond: 0, reserve: 0 }]
  await openBuckets(db, 'lark', drips)
  await inTransaction(db, async (tx) => {
    for (const chatId of ['a', 'b', 'c', 'd', 'e', 'f'])
      await enqueueOutbound(tx, { key: chatId, channel: 'lark', chatId, post: { summary: chatId }, cause: 'test', createdAt: new Date() })
  })
  const claim = async (by: Queryable, worker: string, lanes: number) =>
    (await claimOutbound(by, { channel: 'lark', lanes, broadcasts: lanes, drips, worker, leaseS: 30 })).claimed.map(({ key }) => key)

  let second: Promise<string[]> | undefined
  await inTransaction(db, async (tx) => {
    expect(await claim(tx, 'first', 2)).toHaveLength(2)
    second = claim(db, 'second', 6)
    const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(async () => (await rows(db, waiting)).length, { interval: 10 }).toBe(1)
  })
  expect(await second).toHaveLength(1)
  expect(await claim(db, 'third', 6)).toEqual([])
  await database.close()
})
