import type { Channel, Destination } from '#src/channels/channel.ts'
import { ChannelError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { findOutboundByMessage, type OutboundRow } from '#storage/repositories/outbound.ts'

export type Arrival = { arrived: 'yes'; messageId: string } | { arrived: 'no' } | { arrived: 'unsure' }

/** Clocks of ours and the platform's may differ by so much. */
const skewMs = 60_000

/**
 * Whether a post that was tried long ago did arrive. Chats are sent to one message at a time, so of what stands in the
 * chat since the post was written everything else of ours is known by its id: what remains is this one, or nothing.
 * @throws ChannelError when it could not be asked now; that we may not ask at all is an unsure answer
 */
export async function reconcile(db: Queryable, channel: Channel, row: OutboundRow, destination: Destination): Promise<Arrival> {
  if (!channel.find) return { arrived: 'unsure' }
  try {
    const since = new Date(row.createdAt.getTime() - skewMs)
    const candidates = await channel.find(row.post, destination, since)
    const known = await findOutboundByMessage(
      db,
      channel.name,
      candidates.map(({ messageId }) => messageId),
    )
    const left = candidates.filter(({ messageId }) => !known.some((other) => other.messageId === messageId))
    const certain = left.filter((candidate) => candidate.certain)
    const [one, ...others] = certain.length > 0 ? certain : left
    if (!one) return { arrived: 'no' }
    return others.length === 0 ? { arrived: 'yes', messageId: one.messageId } : { arrived: 'unsure' }
  } catch (error) {
    if (error instanceof ChannelError && (error.kind === 'rate' || error.kind === 'ambiguous' || error.wide)) throw error
    return { arrived: 'unsure' }
  }
}
