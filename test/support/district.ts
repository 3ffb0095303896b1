import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
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
import { handleTurn } from '#src/intake/handle.ts'
import { createReceive } from '#src/intake/receive.ts'
import type { Block, Field, Form, Post } from '#src/message.ts'
import { runOperator } from '#src/operator/program.ts'
import { type BeatDeps, beat } from '#src/scheduler/beat.ts'
import { type Database, inTransaction } from '#storage/db.ts'
import { listChatOutbound, type OutboundRow } from '#storage/repositories/outbound.ts'
import { saveMember } from '#storage/repositories/people.ts'
import { outbound } from '#storage/schema/index.ts'
import type { Role } from '#storage/schema/people.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'

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
  const receive = createReceive({ db, clock, inFlight: 1, wake: () => {} })
  const posts = async (chatId: string): Promise<OutboundRow[]> =>
    (await listChatOutbound(db, 'console', 1000)).filter((row) => row.chatId === chatId).reverse()
  const deps: BeatDeps = { db, clock, log, settings, parallel: 1, wakeOutbox: () => {} }
  const hearing = { db, clock, log, settings, worker: 'test', lanes: 1, wakeOutbox: () => {} }
  type Said = { chatType?: 'group' | 'direct'; replyTo?: string[] }
  async function answerTo(chatId: string, senderId: string, text: string, { chatType = 'group', replyTo = [] }: Said = {}): Promise<Post> {
    const messageId = randomUUID()
    const message = { type: 'message', channel: 'console', eventId: messageId, messageId, chatId, senderId, chatType, text } as const
    await receive({ ...message, sentAt: clock.now(), mentioned: true, replyTo, attachments: [] })
    while (await handleTurn(hearing));
    const answer = (await posts(chatId)).find((row) => row.replyTo === messageId)
    if (!answer) throw new Error(`no answer to ${text}`)
    return answer.post
  }
  async function submit(chatId: string, senderId: string, { action, args, version }: Form, values: Record<string, string>) {
    const arrived = { channel: 'console', eventId: randomUUID(), messageId: randomUUID(), chatId, senderId, sentAt: clock.now() } as const
    let toast: { text: string } | undefined | null = null
    void receive({ ...arrived, type: 'submission', action, args, version, values }).then((received) => {
      toast = received.toast
    })
    while (toast === null) {
      await handleTurn(hearing)
      await setImmediate()
    }
    return (toast as { text: string } | undefined)?.text
  }
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
      return submit(
        chatId,
        senderId,
        form,
        Object.fromEntries(form.fields.map((field) => [field.name, filledIn(field, values[field.name])])),
      )
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

function filledIn(field: Field, said: string | undefined): string {
  if (field.kind === 'input') return said ?? field.value ?? ''
  if (said === undefined) return field.value
  const chosen = field.options.find(({ label }) => label.includes(said))
  if (!chosen) throw new Error(`${field.label} has no choice with ${said}: ${field.options.map(({ label }) => label).join(' / ')}`)
  return chosen.value
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

/** A post line by line, as it is read. */
export function wordsOf(post: Post): string {
  const links = (post.links ?? []).map(({ label, url }) => `${label} ${url}`)
  return [post.title, post.summary, ...(post.blocks ?? []).flatMap(linesOf), ...links].filter(Boolean).join('\n')
}

function linesOf(block: Block): string[] {
  if ('text' in block) return [block.text]
  if (block.kind === 'list' || block.kind === 'fold') return [block.title ?? '', ...block.items]
  if (block.kind === 'facts') return block.facts.map(({ label, value }) => `${label}：${value}`)
  if (block.kind === 'table') return block.table.rows.map((row) => Object.values(row).join(' '))
  if (block.kind === 'chart') return block.chart.values.map(({ label, value }) => `${label} ${value}${block.chart.unit}`)
  if (block.kind === 'picture') return [`${block.picture.name} ${block.picture.url}`]
  if (block.kind === 'file') return [`${block.file.name} ${block.file.url}`]
  return block.citations.map(({ title, place }) => `${title} ${place}`)
}
