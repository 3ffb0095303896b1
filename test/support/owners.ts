import { pino } from 'pino'
import { ShiftedClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createContext, type DomainContext } from '#src/domain/context.ts'
import { seedSample } from '#src/domain/plans/sample.ts'
import { seedAll } from '#src/domain/plans/seed.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { handleTurn } from '#src/intake/handle.ts'
import { createReceive } from '#src/intake/receive.ts'
import type { ChannelName, Post } from '#src/message.ts'
import { type Database, inTransaction, type Tx } from '#storage/db.ts'
import { findOutbound, listOutbound } from '#storage/repositories/outbound.ts'
import { saveChat, saveMember, saveUnits } from '#storage/repositories/people.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { openPgliteCopy } from './databases.ts'

const log = pino({ level: 'silent' })

export type Village = {
  database: Database
  clock: ShiftedClock
  /** says it to the bot and answers what the bot says back; undefined when it keeps silent */
  say(
    text: string,
    by: { as: string; in: string; name?: string; channel?: ChannelName; chatType?: 'group' | 'direct' },
  ): Promise<Post | undefined>
  /** fills the form of a post in */
  submit(action: string, args: Record<string, string>, version: number, by: { as: string; in: string }): Promise<string | undefined>
  act<T>(work: (ctx: DomainContext) => Promise<T>, actor?: DomainContext['actor']): Promise<T>
  /** everything queued for a chat, oldest first */
  sentTo(chatId: string): Promise<Post[]>
}

/**
 * The sample's two estates, their company's group and street's group, two owner groups and their people, from intake to
 * outbox without a platform: on PGlite, on Monday 2026-11-23 at 10:00.
 */
export async function openVillage(): Promise<Village> {
  const database = await openPgliteCopy()
  const clock = new ShiftedClock(new Date('2026-11-23T10:00:00+08:00'))
  const settings = { publicUrl: 'https://duban.example', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
  const write = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, work)
  const act: Village['act'] = (work, actor = { type: 'operator' }) =>
    write((tx) => work(createContext({ ...settings, tx, actor, now: clock.now(), cause: 'test' })))
  await act(async (ctx) => {
    await seedAll(ctx, loadSeedDocuments())
    await seedSample(ctx)
    const { tx } = ctx
    const workspaceId = 'haidian'
    await saveUnits(tx, [
      { workspaceId, name: '示例物业服务有限公司', aliases: [], kind: 'company' },
      { workspaceId, name: '示例花园', aliases: [], kind: 'community' },
    ])
    const bound = { channel: 'lark' as const, workspaceId, state: 'bound' as const, boundBy: 'test', boundAt: clock.now() }
    await saveChat(tx, { ...bound, chatId: 'company', kind: 'work', unit: '示例物业服务有限公司' })
    await saveChat(tx, { ...bound, chatId: 'street', kind: 'work', unit: '示例一街道' })
    await saveChat(tx, { ...bound, channel: 'wechat', chatId: 'garden', kind: 'owner', communityId: 'sample-garden' })
    await saveChat(tx, { ...bound, channel: 'wechat', chatId: 'court', kind: 'owner', communityId: 'sample-court' })
    const people = [
      ['manager', '示例物业服务有限公司', 'property'],
      ['clerk', '示例一街道', 'street'],
      ['chair', '示例花园', 'committee'],
    ] as const
    for (const [userId, unit, role] of people) await saveMember(tx, { channel: 'lark', userId, workspaceId, unit, role, name: userId })
  })

  let count = 0
  const receive = createReceive({ db: database.db, clock, inFlight: 1, wake: () => {} })
  const turn = async () => {
    while (await handleTurn({ db: database.db, clock, log, settings, worker: 'test', lanes: 1, wakeOutbox: () => {} })) {}
  }
  return {
    database,
    clock,
    act,
    async say(
      text,
      { as, in: chatId, name, chatType = 'group', channel = chatId === 'company' || chatId === 'street' ? 'lark' : 'wechat' },
    ) {
      const messageId = `m${++count}`
      const by = { senderId: as, ...(name ? { senderName: name } : {}) }
      const at = { channel, eventId: messageId, chatId, sentAt: clock.now(), messageId }
      await receive({ type: 'message', ...at, ...by, chatType, text, mentioned: true, replyTo: [], attachments: [] })
      await turn()
      return (await findOutbound(database.db, `answer:${channel}:${messageId}`))?.post
    },
    async submit(action, args, version, { as, in: chatId }) {
      const eventId = `s${++count}`
      const form = { channel: 'lark' as const, eventId, chatId, sentAt: clock.now(), messageId: 'card', senderId: as }
      const received = receive({ type: 'submission', ...form, action, args, version, values: {} })
      const handled = (async () => {
        for (let tries = 0; tries < 40; tries++) {
          await turn()
          await new Promise((done) => setTimeout(done, 10))
        }
      })()
      const { toast } = await received
      await handled
      return toast?.text
    },
    async sentTo(chatId) {
      const rows = await listOutbound(database.db, ['queued', 'sent', 'superseded'])
      return rows
        .filter((row) => row.chatId === chatId)
        .toSorted((a, b) => a.seq - b.seq)
        .map(({ post }) => post)
    },
  }
}

/** All the words of a post. */
export const said = (post: Post | undefined): string => (post ? JSON.stringify([post.title, post.summary, post.blocks, post.links]) : '')
