import { eq } from 'drizzle-orm'
import { pino } from 'pino'
import { ShiftedClock } from '#src/clock.ts'
import { loadConfig } from '#src/config.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { bindChat } from '#src/domain/chats/bind.ts'
import { createContext, type DomainContext, type Settings } from '#src/domain/context.ts'
import { seedAll } from '#src/domain/plans/seed.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { DomainError } from '#src/errors.ts'
import { runOperator } from '#src/operator/program.ts'
import { type BeatDeps, beat } from '#src/scheduler/beat.ts'
import { type Database, inTransaction } from '#storage/db.ts'
import { listChatOutbound, type OutboundRow } from '#storage/repositories/outbound.ts'
import { saveMember } from '#storage/repositories/people.ts'
import { outbound } from '#storage/schema/index.ts'
import type { Role } from '#storage/schema/people.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { filledIn, hearingOf } from './hearing.ts'
import { wordsOf } from './post-words.ts'

export type District = Awaited<ReturnType<typeof startDistrict>>

/** Domain, scheduler and intake on a database, without channels: what would be sent is read from the outbox. */
export async function startDistrict(database: Database, opensAt: string) {
  const { db } = database
  const clock = new ShiftedClock(new Date(opensAt))
  const logged: Record<string, unknown>[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(JSON.parse(line)) })
  const settings: Settings = {
    publicUrl: 'https://duban.example',
    calendar: loadCalendar(),
    policy: createPolicyProvider(loadSeedLexicon()),
  }
  const write = <T>(work: (ctx: DomainContext) => Promise<T>): Promise<T> =>
    inTransaction(db, (tx) => work(createContext({ ...settings, tx, actor: { type: 'operator' }, now: clock.now(), cause: 'test' })))
  await write((ctx) => seedAll(ctx, loadSeedDocuments()))
  const posts = async (chatId: string): Promise<OutboundRow[]> =>
    (await listChatOutbound(db, 'console', 1000)).filter((row) => row.chatId === chatId).reverse()
  const deps: BeatDeps = { db, clock, log, settings, parallel: 1, wakeOutbox: () => {} }
  const { answerTo, submit } = hearingOf({ db, clock, log, settings }, posts)
  async function newestRow(chatId: string, words: string): Promise<OutboundRow> {
    const found = (await posts(chatId)).findLast(({ post }) => wordsOf(post).includes(words))
    if (!found) throw new Error(`no post with ${words}`)
    return found
  }
  return {
    db,
    /** what the scheduler works with */
    deps,
    settings,
    /** warnings and errors of the log, as they were written */
    logged,
    write,
    posts,
    /** Everything the jobs do at this Shanghai time, e.g. '2026-11-23 09:31'. */
    async at(time: string) {
      clock.jumpTo(new Date(`${time.replace(' ', 'T')}:00+08:00`))
      await beat(deps)
    },
    group: (chatId: string, unit?: string, workspaceId = 'haidian') =>
      write((ctx) => bindChat(ctx, { channel: 'console', chatId, workspaceId, kind: 'work', unit })),
    enrol: (userId: string, name: string, unit: string, role: Role, workspaceId = 'haidian') =>
      write((ctx) => saveMember(ctx.tx, { channel: 'console', userId, workspaceId, unit, role, name })),
    /** The operator's command line, its words split at blanks. */
    operate: (line: string) =>
      runOperator(line.split(' '), {
        config: loadConfig({}),
        clock,
        cwd: '.',
        stdin: async () => '',
        open: async () => ({ database, settings }),
      }),
    /** What the bot answers to this, as a person reads it. */
    say: async (chatId: string, senderId: string, text: string, chatType: 'group' | 'direct' = 'group'): Promise<string> =>
      wordsOf(await answerTo(chatId, senderId, text, { chatType })),
    /** The same with a file of that name. */
    sayWith: async (chatId: string, senderId: string, file: string, text: string): Promise<string> =>
      wordsOf(await answerTo(chatId, senderId, text, { file })),
    /** The same as a reply to the newest post with these words. */
    async reply(chatId: string, senderId: string, to: string, text: string): Promise<string> {
      const found = await newestRow(chatId, to)
      const key = found.replaces ?? found.key
      await db.update(outbound).set({ messageId: key }).where(eq(outbound.key, key))
      return wordsOf(await answerTo(chatId, senderId, text, { replyTo: [key] }))
    },
    /** The form in the answer to `text`, filled in: the words of the toast. */
    async fill(chatId: string, senderId: string, text: string, values: Record<string, string>): Promise<string | undefined> {
      const { form } = await answerTo(chatId, senderId, text)
      if (!form) throw new Error(`no form in the answer to ${text}`)
      return submit(chatId, senderId, form, values)
    },
    /** The form of the newest post with these words, filled in as somebody reads it: each value names a choice by words in its label. */
    async press(chatId: string, senderId: string, words: string, values: Record<string, string>): Promise<string | undefined> {
      const { form } = (await newestRow(chatId, words)).post
      if (!form) throw new Error(`no form on ${words}`)
      return submit(chatId, senderId, form, filledIn(form, values))
    },
    /** The newest post in a chat whose title or summary holds these words. */
    async newest(chatId: string, words: string): Promise<string | undefined> {
      const found = (await posts(chatId)).findLast(({ post }) => `${post.title} ${post.summary}`.includes(words))
      return found && wordsOf(found.post)
    },
    count: async (chatId: string, words: string) =>
      (await posts(chatId)).filter(({ post, replaces }) => !replaces && `${post.title} ${post.summary}`.includes(words)).length,
  }
}

/** Refusals as the words a person is given. */
export const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => {
      throw new Error('nothing was refused')
    },
    (error: unknown) => {
      if (error instanceof DomainError) return error.reply
      throw error
    },
  )
