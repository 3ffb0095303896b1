import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { ProofKind } from '#src/domain/ledger/kind.ts'
import type { ChannelName, Post, Toast } from '#src/message.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Order and pacing for one chat in one direction. A row lock on it makes seq order the commit order;
 * `head` is the last seq that is finished, `tail` the last that was given out.
 */
export const lane = pgTable(
  'lane',
  {
    queue: text().$type<'in' | 'out'>().notNull(),
    lane: text().notNull(),
    tail: bigint({ mode: 'number' }).notNull().default(0),
    head: bigint({ mode: 'number' }).notNull().default(0),
    /** the last seq somebody in the chat waits for: until `head` has reached it the whole lane goes before others */
    urgent: bigint({ mode: 'number' }).notNull().default(0),
    nextAt: instant('next_at').notNull().defaultNow(),
    leaseUntil: instant('lease_until').notNull().default(sql`'-infinity'`),
    leaseBy: text('lease_by'),
    attempts: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.queue, t.lane] }), index('lane_due').on(t.queue, t.nextAt).where(sql`head < tail`)],
)

export type InboundState = 'queued' | 'done' | 'ignored' | 'parked' | 'dropped'

/** What a platform told us. Kept 30 days: it is the memory that recognises a repeated push. */
export const inbound = pgTable(
  'inbound',
  {
    /** channel:event id */
    id: text().primaryKey(),
    /** channel:message id, for messages: the same one may come again under another event id */
    messageKey: text('message_key'),
    lane: text().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    kind: text().notNull(),
    /** the normalised Inbound as JSON text (text, not jsonb: what people type may hold anything) */
    body: text().notNull(),
    state: text().$type<InboundState>().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    toast: jsonb().$type<Toast>(),
    error: text(),
    receivedAt: instant('received_at').notNull(),
    handledAt: instant('handled_at'),
  },
  (t) => [
    uniqueIndex('inbound_message_key').on(t.messageKey),
    uniqueIndex('inbound_lane_seq').on(t.lane, t.seq),
    index('inbound_received_at').on(t.receivedAt),
  ],
)

/** `unknown`: it may have arrived, and asking again could double it; a person decides. */
export type OutboundState = 'queued' | 'sending' | 'sent' | 'superseded' | 'unknown' | 'parked' | 'dropped'

/** Every message we mean to send, written in the transaction of its cause. */
export const outbound = pgTable(
  'outbound',
  {
    /** what was meant: remind:haidian-2025:2026-11-23:区房管局 … */
    key: text().primaryKey(),
    channel: text().$type<ChannelName>().notNull(),
    chatId: text('chat_id').notNull(),
    lane: text().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    post: jsonb().$type<Post>().notNull(),
    replyTo: text('reply_to'),
    /** key of the outbound row whose message this one replaces in place */
    replaces: text(),
    /** inbound id or job slot */
    cause: text().notNull(),
    state: text().$type<OutboundState>().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    /** real time of the first try: the platform remembers a key only so long */
    firstTriedAt: instant('first_tried_at'),
    messageId: text('message_id'),
    /** the platform will not have this message changed any more */
    fixed: boolean().notNull().default(false),
    error: text(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (t) => [
    uniqueIndex('outbound_lane_seq').on(t.lane, t.seq),
    index('outbound_message').on(t.channel, t.messageId),
    index('outbound_chat').on(t.channel, t.chatId, t.createdAt),
  ],
)

/** What an account may still send now, shared by all replicas: one row per limit of the platform. */
export const bucket = pgTable(
  'bucket',
  {
    channel: text().$type<ChannelName>().notNull(),
    windowMs: integer('window_ms').notNull(),
    tokens: doublePrecision().notNull(),
    /** when `tokens` was right; in the future while the platform has told us to wait */
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.windowMs] })],
)

/** Who alone does something, e.g. holds a connection of which there may be one; free once `until` has passed. */
export const lease = pgTable('lease', {
  name: text().primaryKey(),
  holder: text().notNull(),
  until: instant('until').notNull(),
})

/** A thread people have spoken in: a chat's listing does not show what is said there. */
export const thread = pgTable(
  'thread',
  {
    channel: text().$type<ChannelName>().notNull(),
    threadId: text('thread_id').notNull(),
    chatId: text('chat_id').notNull(),
    heardAt: instant('heard_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.threadId] }), index('thread_chat').on(t.channel, t.chatId, t.heardAt)],
)

/** A person who has written to us alone, and up to where that has been read. */
export const directChat = pgTable(
  'direct_chat',
  {
    channel: text().$type<ChannelName>().notNull(),
    chatId: text('chat_id').notNull(),
    heardAt: instant('heard_at').notNull(),
    readUpTo: instant('read_up_to').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.chatId] })],
)

export type AttachmentState = 'queued' | 'stored' | 'refused' | 'withdrawn'

/** A file or picture somebody sent, and where we keep our copy of it. */
export const attachment = pgTable(
  'attachment',
  {
    channel: text().$type<ChannelName>().notNull(),
    messageId: text('message_id').notNull(),
    /** the platform's key of the content */
    key: text().notNull(),
    chatId: text('chat_id').notNull(),
    kind: text().$type<'image' | 'file'>().notNull(),
    name: text(),
    state: text().$type<AttachmentState>().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    nextAt: instant('next_at').notNull().defaultNow(),
    /** of the stored content, which lies in files/<first two digits>/<sha256> */
    sha256: text(),
    bytes: bigint({ mode: 'number' }),
    mediaType: text('media_type'),
    error: text(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.messageId, t.key] }), index('attachment_due').on(t.nextAt).where(sql`state = 'queued'`)],
)

/** What an attachment proves: a report of work, or one of the three proofs of 销账; neither while it waits for its words. */
export const evidence = pgTable(
  'evidence',
  {
    channel: text().$type<ChannelName>().notNull(),
    messageId: text('message_id').notNull(),
    /** the attachment's */
    key: text().notNull(),
    userId: text('user_id').notNull(),
    /** the reminder card it was sent in answer to */
    cardKey: text('card_key'),
    progressId: bigint('progress_id', { mode: 'number' }),
    itemId: bigint('item_id', { mode: 'number' }),
    proof: text().$type<ProofKind>(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channel, t.messageId, t.key] }),
    index('evidence_progress').on(t.progressId),
    index('evidence_item').on(t.itemId),
    index('evidence_card').on(t.cardKey, t.userId),
  ],
)

/** A row is the proof that a job's slot has run: at most once, whatever the replicas and the downtime. */
export const jobRun = pgTable('job_run', { job: text().notNull(), slot: text().notNull(), at: instant('at').notNull() }, (t) => [
  primaryKey({ columns: [t.job, t.slot] }),
])

/** A job whose last turn failed: not tried again before `nextAt` (real time); gone once a turn of it succeeds. */
export const jobFailure = pgTable('job_failure', {
  job: text().primaryKey(),
  slot: text().notNull(),
  attempts: integer().notNull(),
  nextAt: instant('next_at').notNull(),
  error: text().notNull(),
})
