import { createHash } from 'node:crypto'
import { assertLead } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listChats } from '#storage/repositories/people.ts'
import { listParked, type Parked, settleParked } from './parked.ts'

/** As a lead sees it: `code` is what people call it by, `group` the name of its group. */
export type Waiting = Parked & { code: string; group: string }

/** What stopped in the groups of one workspace, oldest first. @throws DomainError for anyone but a lead */
export async function listWaiting(ctx: DomainContext, workspaceId: string): Promise<Waiting[]> {
  assertLead(ctx, workspaceId)
  const groups = new Map((await listChats(ctx.tx, workspaceId)).map((chat) => [`${chat.channel}:${chat.chatId}`, chat.name ?? chat.chatId]))
  const own = (await listParked(ctx.tx)).filter(({ lane }) => groups.has(lane))
  return own
    .map((parked) => ({ ...parked, code: codeOf(parked.id), group: groups.get(parked.lane)! }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** @throws DomainError, and then changes none, when a code is not of this workspace's waiting messages */
export async function settleWaiting(
  ctx: DomainContext,
  workspaceId: string,
  step: 'requeue' | 'drop',
  codes: string[],
): Promise<Waiting[]> {
  const waiting = await listWaiting(ctx, workspaceId)
  const meant = [...new Set(codes)].map((code) => {
    const found = waiting.find((one) => one.code === code)
    if (!found) throw new DomainError('NOT_PARKED', `编号「${code}」已有人处理，或不在本区积压消息之列，没有改动。`)
    return found
  })
  await settleParked(
    ctx,
    step,
    meant.map(({ id }) => id),
  )
  return meant
}

/** Short enough to be typed, and always the same: what others do to the list does not move it. */
const codeOf = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 6)
