import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { recordAudit } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Queryable } from '#storage/db.ts'
import { findBoardLink, findChatBoardLink, insertBoardLink, revokeBoardLinks } from '#storage/repositories/board-link.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { assertMay } from './standing.ts'
import { keyNamed } from './voice.ts'

const day = 86_400_000
const goodForDays = 30
/** A link that is about to end is not handed out any more. */
const renewWithinDays = 7

const sign = async (tx: Queryable, communityId: string, id: string) =>
  createHmac('sha256', await keyNamed(tx, 'board'))
    .update(`${communityId}.${id}`)
    .digest('base64url')
    .slice(0, 32)

/** The key to what only owners may see, for one owner group: the same until it nears its end or is taken back. */
export async function boardKey(ctx: DomainContext, chat: Chat): Promise<string | undefined> {
  const { communityId, channel, chatId, kind } = chat
  if (kind !== 'owner' || !communityId) return undefined
  const known = await findChatBoardLink(ctx.tx, communityId, channel, chatId)
  const good = known && !known.revokedAt && known.expiresAt.getTime() - ctx.now.getTime() > renewWithinDays * day
  const id = good ? known.id : randomUUID().slice(0, 13)
  if (!good) {
    const expiresAt = new Date(ctx.now.getTime() + goodForDays * day)
    await insertBoardLink(ctx.tx, { id, communityId, channel, chatId, expiresAt })
  }
  return `${id}.${await sign(ctx.tx, communityId, id)}`
}

/** Whether a key opens this estate's board now. */
export async function opensBoard(tx: Queryable, communityId: string, key: string, now: Date): Promise<boolean> {
  const [id = '', given = ''] = key.split('.')
  const wanted = Buffer.from(await sign(tx, communityId, id))
  const offered = Buffer.from(given)
  if (offered.length !== wanted.length || !timingSafeEqual(offered, wanted)) return false
  const link = await findBoardLink(tx, id)
  return link !== undefined && link.communityId === communityId && !link.revokedAt && link.expiresAt > now
}

/** Takes back every link of an estate, e.g. after one went around outside its groups. */
export async function revokeLinks(ctx: DomainContext, community: Community): Promise<number> {
  assertMay(ctx, community, 'link', 'OWN')
  const count = await revokeBoardLinks(ctx.tx, community.id, ctx.now)
  await recordAudit(ctx, { subject: `board:${community.id}`, action: 'board.revoke', after: { count } })
  return count
}
