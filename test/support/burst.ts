import { pino } from 'pino'
import type { Channel, Limit } from '#src/channels/channel.ts'
import { systemClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createContext } from '#src/domain/context.ts'
import { seedSample } from '#src/domain/plans/sample.ts'
import { seedAll } from '#src/domain/plans/seed.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { startHandling } from '#src/intake/handle.ts'
import { createReceive } from '#src/intake/receive.ts'
import { startDelivery } from '#src/outbox/deliver.ts'
import { type Database, inTransaction } from '#storage/db.ts'
import { saveChat } from '#storage/repositories/people.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'

const asked = [
  '物业费多少钱',
  '物业合同什么时候到期',
  '电梯谁维保',
  '公共收益多少',
  '投诉电话多少',
  '维修资金余额多少',
  '公示',
  '垃圾投放时间',
  '项目负责人是谁',
  '车位出租情况',
]

export type Burst = {
  asked: number
  answered: number
  lost: number
  doubled: number
  /** groups whose answers did not come in the order of their questions */
  outOfOrder: number
  /** the most sends within one window of the limit, and what is allowed */
  most: number
  allowed: number
  /** until every question was on record, handled and answered */
  seconds: { received: number; answered: number }
}

/** Owners of `groups` groups ask `each` questions all at once, through intake, commands and outbox; the platform only counts. */
export async function askInBurst(
  database: Database,
  of: { groups: number; each: number; limit: Limit; pauseMs: number; giveUpMs: number },
): Promise<Burst> {
  const { db } = database
  const log = pino({ level: 'silent' })
  const settings = { publicUrl: 'https://duban.example', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
  const groups = Array.from({ length: of.groups }, (_, n) => `burst-${n}`)
  await inTransaction(db, async (tx) => {
    const ctx = createContext({ ...settings, tx, actor: { type: 'operator' }, now: systemClock.now(), cause: 'burst' })
    await seedAll(ctx, loadSeedDocuments())
    await seedSample(ctx)
    const bound = { workspaceId: 'haidian', state: 'bound' as const, boundBy: 'burst', boundAt: systemClock.now() }
    for (const chatId of groups) await saveChat(tx, { ...bound, channel: 'wechat', chatId, kind: 'owner', communityId: 'sample-garden' })
    await settings.policy(tx)
  })

  const total = of.groups * of.each
  const sent: { chatId: string; replyTo: string; at: number }[] = []
  const { promise: all, resolve: done } = Promise.withResolvers<void>()
  const channel: Channel = {
    name: 'wechat',
    capabilities: {
      idempotentForMs: 0,
      update: false,
      form: false,
      reply: true,
      limits: [of.limit],
      pauseMs: of.pauseMs,
      maxTextLength: 1500,
    },
    async start() {},
    async stop() {},
    state: () => ({ ready: true, detail: '' }),
    async send(_post, { chatId, replyTo = '' }, key) {
      sent.push({ chatId, replyTo, at: performance.now() })
      if (sent.length >= total) done()
      return { messageId: key }
    },
  }
  const embedded = database.kind === 'pglite'
  const outbox = startDelivery({ db, channels: [channel], clock: systemClock, log, worker: 'burst', lanes: 16 })
  const intake = startHandling({ db, clock: systemClock, log, settings, worker: 'burst', lanes: embedded ? 1 : 8, wakeOutbox: outbox.wake })
  const receive = createReceive({ db, clock: systemClock, inFlight: embedded ? 1 : 2, wake: intake.wake })

  const began = performance.now()
  for (let n = 0; n < of.each; n++) {
    await Promise.all(
      groups.map((chatId) => {
        const messageId = `${chatId}/${n}`
        const at = { channel: 'wechat' as const, eventId: messageId, messageId, chatId, sentAt: systemClock.now() }
        const text = asked[n % asked.length]!
        return receive({
          type: 'message',
          ...at,
          senderId: `${chatId}-owner-${n}`,
          chatType: 'group',
          text,
          mentioned: true,
          replyTo: [],
          attachments: [],
        })
      }),
    )
  }
  const received = performance.now()
  const patience = setTimeout(done, of.giveUpMs)
  await all
  clearTimeout(patience)
  const ended = performance.now()
  await intake.stop()
  await outbox.stop()

  const answers = Map.groupBy(sent, ({ chatId }) => chatId)
  const distinct = new Set(sent.map(({ replyTo }) => replyTo)).size
  const wanted = Array.from({ length: of.each }, (_, n) => n)
  const inOrder = (chatId: string) => (answers.get(chatId) ?? []).every(({ replyTo }, at) => replyTo === `${chatId}/${wanted[at]}`)
  return {
    ...{ asked: total, answered: distinct, lost: total - distinct, doubled: sent.length - distinct },
    outOfOrder: groups.filter((chatId) => !inOrder(chatId)).length,
    most: mostWithin(
      sent.map(({ at }) => at),
      of.limit.perMs,
    ),
    allowed: of.limit.count,
    seconds: { received: (received - began) / 1000, answered: (ended - began) / 1000 },
  }
}

function mostWithin(times: number[], ms: number): number {
  let [most, from] = [0, 0]
  for (const [at, time] of times.entries()) {
    while (times[from]! <= time - ms) from += 1
    most = Math.max(most, at - from + 1)
  }
  return most
}
