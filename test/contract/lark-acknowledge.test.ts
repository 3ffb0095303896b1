import { pino } from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { acknowledging } from '#src/intake/acknowledge.ts'
import { createReceive } from '#src/intake/receive.ts'
import { inTransaction } from '#storage/db.ts'
import { closeInbound } from '#storage/repositories/inbound.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { CHAT, type Pair, startPair } from './lark.setup.ts'

onEachDatabase((_, open) => {
  let pair: Pair
  afterEach(async () => {
    vi.useRealTimers()
    await pair.close()
  })

  it('a question gets a sign when its answer takes long, and only then', async () => {
    pair = await startPair()
    const { db } = await open()
    const deps = { db, clock: systemClock, log: pino({ level: 'silent' }), channels: [pair.channel] }
    const receive = acknowledging(createReceive({ db, clock: systemClock, inFlight: 1, wake: () => {} }), deps)
    const ask = async (text: string, mention: boolean) => {
      const { messageId, eventId } = await pair.fake.say(CHAT, 'ou_zhang', text, { mention })
      const inbound = pair.received.find((one) => one.eventId === eventId)!
      await receive(inbound)
      await receive(inbound)
      return { messageId, eventId }
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const quick = await ask('在吗', true)
    await inTransaction(db, (tx) => closeInbound(tx, `lark:${quick.eventId}`, { state: 'done', at: new Date() }))
    await ask('自己聊', false)
    const slow = await ask('政策怎么说', true)
    vi.advanceTimersByTime(1500)
    vi.useRealTimers()
    await expect.poll(() => pair.fake.extras.reactions).toEqual([{ messageId: slow.messageId, emoji: 'OnIt' }])
  })
})
