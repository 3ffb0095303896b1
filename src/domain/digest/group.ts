import type { DomainContext } from '#src/domain/context.ts'
import { lastDigests } from '#storage/repositories/burden.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPending } from '#storage/repositories/review.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { type Burden, burdenOf } from './burden.ts'
import { type Digest, digestOf, takeSnapshots } from './gather.ts'

/** What one group is told: each plan as it stands for it, what waits for a decision, how much it has been sent. */
export type GroupDigest = { digests: Digest[]; pending: number; burden: Burden }

/** A group that has had no digest for so long is told of no more. */
const longestDays = 35

/** The digests of one workspace's groups, each with what changed since the last one that this group was sent. */
export async function gatherGroups(ctx: DomainContext, workspaceId: string, plans: Plan[], chats: Chat[]): Promise<Map<Chat, GroupDigest>> {
  const oldest = new Date(ctx.now.getTime() - longestDays * 86_400_000)
  const sent = await lastDigests(ctx.tx, chats, oldest)
  const since = new Map(chats.map((chat) => [chat, sent.get(`${chat.channel}:${chat.chatId}`) ?? later(chat.boundAt, oldest)]))
  const first = [...since.values()].reduce((a, b) => (a < b ? a : b), ctx.now)
  const snapshots = await takeSnapshots(ctx, plans, first)
  const pending = await listPending(ctx.tx, workspaceId)
  const burden = await burdenOf(ctx, workspaceId, chats)
  return new Map(
    chats.map((chat) => [
      chat,
      {
        digests: snapshots.map((snapshot) => digestOf(snapshot, chat.unit, since.get(chat)!)),
        pending: pending.filter(({ unit }) => chat.unit === null || unit === chat.unit).length,
        burden: burden(chat),
      },
    ]),
  )
}

const later = (at: Date | null, other: Date): Date => (at && at > other ? at : other)
