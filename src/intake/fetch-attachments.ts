import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Channel, Content } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { createContext, type Settings } from '#src/domain/context.ts'
import { settleFile } from '#src/domain/progress/evidence.ts'
import { ChannelError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Loop, startLoop } from '#src/loop.ts'
import { attachmentRefused } from '#src/views/attachment.ts'
import { type Db, inTransaction, type Tx } from '#storage/db.ts'
import { makeFolder } from '#storage/files.ts'
import { type Attachment, type Closing, claimAttachment, closeAttachment, delayAttachment } from '#storage/repositories/attachment.ts'
import { enqueueOutbound } from '#storage/repositories/outbound.ts'
import { mediaTypeOf } from './media-type.ts'

const maxBytes = 100 * 1024 * 1024
const headBytes = 4096
const leaseS = 300
const maxAttempts = 8

export type FetchDeps = { db: Db; channels: Channel[]; clock: Clock; log: Log; settings: Settings; folder: string; maxBytes?: number }

/** Fetches what people attached, one at a time, into `folder`, named by its hash: the same file is kept once. */
export function startFetching(deps: FetchDeps): Loop {
  return startLoop('attachments', () => fetchTurn(deps), { idleMs: 2000, log: deps.log })
}

/** @returns whether there was one to fetch */
export async function fetchTurn(deps: FetchDeps): Promise<boolean> {
  const claimed = await claimAttachment(deps.db, leaseS)
  if (!claimed) return false
  const channel = deps.channels.find(({ name }) => name === claimed.channel)
  if (!channel?.fetch) return refuse(deps, claimed, '该渠道不能下载附件')
  try {
    const content = await channel.fetch(claimed.messageId, claimed.key, claimed.kind)
    const kept = await keep(content, deps.folder, deps.maxBytes ?? maxBytes)
    if ('refused' in kept) return await refuse(deps, claimed, kept.refused)
    await inTransaction(deps.db, (tx) => settle(deps, tx, claimed, { state: 'stored', ...kept }))
  } catch (error) {
    await afterFailure(deps, claimed, error)
  }
  return true
}

async function afterFailure(deps: FetchDeps, claimed: Attachment, error: unknown): Promise<void> {
  const { kind, code, retryAfterMs } = error instanceof ChannelError ? error : { kind: 'ambiguous', code: 'error', retryAfterMs: undefined }
  const why = `${code}: ${messageOf(error)}`.slice(0, 300)
  deps.log.warn({ message: claimed.messageId, code, error: why }, 'attachment not fetched')
  if (kind === 'closed') return closeAttachment(deps.db, claimed, { state: 'withdrawn', error: why })
  if (kind === 'terminal' || kind === 'detached' || claimed.attempts >= maxAttempts)
    return void (await refuse(deps, claimed, '无法下载', why))
  await delayAttachment(deps.db, claimed, retryAfterMs ?? 2000 * 2 ** claimed.attempts, why)
}

/** Its end, told to who has to decide on what it proves. */
async function settle({ clock, settings }: FetchDeps, tx: Tx, claimed: Attachment, as: Closing): Promise<void> {
  await closeAttachment(tx, claimed, as)
  const cause = `attachment:${claimed.channel}:${claimed.messageId}:${claimed.key}`
  const ctx = createContext({ ...settings, tx, actor: { type: 'system', job: 'attachments' }, now: clock.now(), cause })
  await settleFile(ctx, { ...claimed, ...as })
}

/** The sender is told, for they believe that we have it. */
async function refuse(deps: FetchDeps, claimed: Attachment, why: string, error = why): Promise<true> {
  const { channel, chatId, messageId, key, name } = claimed
  await inTransaction(deps.db, async (tx) => {
    await settle(deps, tx, claimed, { state: 'refused', error })
    const cause = `attachment:${channel}:${messageId}`
    const post = attachmentRefused(name, why)
    await enqueueOutbound(tx, { key: `${cause}:${key}`, channel, chatId, replyTo: messageId, post, cause, createdAt: deps.clock.now() })
  })
  return true
}

type Kept = { sha256: string; bytes: number; mediaType: string } | { refused: string }

/** Written beside its place and moved there when it is whole. */
async function keep(content: Content, folder: string, most: number): Promise<Kept> {
  const partial = join(folder, 'partial', randomUUID())
  await makeFolder(join(folder, 'partial'))
  const hash = createHash('sha256')
  let bytes = 0
  let head = Buffer.alloc(0)
  try {
    await pipeline(
      content.bytes,
      async function* (chunks) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > most) throw new TooLarge()
          if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes)
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(partial),
    )
    const mediaType = mediaTypeOf(head)
    if (!mediaType) return { refused: '只保存文档、表格、图片和文本' }
    const sha256 = hash.digest('hex')
    await makeFolder(join(folder, sha256.slice(0, 2)))
    await rename(partial, join(folder, sha256.slice(0, 2), sha256))
    return { sha256, bytes, mediaType }
  } catch (error) {
    if (error instanceof TooLarge) return { refused: `超过${Math.floor(most / 1024 / 1024)}MB` }
    throw error
  } finally {
    await rm(partial, { force: true })
  }
}

class TooLarge extends Error {}
