import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { startDelivery } from '#src/outbox/deliver.ts'
import { inTransaction } from '#storage/db.ts'
import { insertInbound } from '#storage/repositories/inbound.ts'
import { enqueueOutbound } from '#storage/repositories/outbound.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { scriptedChannel } from './delivery.channel.ts'

onEachDatabase((_, open) => {
  test('a broadcast that hangs in every group leaves a way for an answer', async () => {
    const database = await open()
    const { db } = database
    const platform = scriptedChannel('lark')
    const say = (chatId: string, cause: string) =>
      inTransaction(db, (tx) =>
        enqueueOutbound(tx, { key: `to ${chatId}`, channel: 'lark', chatId, post: { summary: chatId }, cause, createdAt: new Date() }),
      )
    await db.execute(sql`truncate inbound, outbound, lane`)
    const groups = ['a', 'b', 'c', 'd', 'e']
    const releases = groups.map((group) => platform.hang(group))
    for (const group of groups) await say(group, 'broadcast')
    const asked = { id: 'lark:question', messageKey: null, lane: 'lark:f', kind: 'message', body: '{}', receivedAt: new Date() }
    await insertInbound(db, [asked])

    const deps = { db, channels: [platform.channel], clock: systemClock, log: pino({ level: 'silent' }), worker: 'one', lanes: 4 }
    const outbox = startDelivery(deps)
    await expect.poll(() => platform.calls.length).toBe(3)
    await say('f', asked.id)
    outbox.wake()
    await expect.poll(() => platform.texts('f')).toEqual(['f'])
    expect(platform.calls).toHaveLength(4)

    for (const release of releases) release()
    await expect.poll(() => platform.texts().length).toBe(6)
    await outbox.stop()
  })
})
