import type { Channel, Receive } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { InboundMessage } from '#src/message.ts'
import type { Db } from '#storage/db.ts'
import { findInbound } from '#storage/repositories/inbound.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'

/** Longer than this people do not wait without a sign; who asked longer ago has gone on. */
const silenceMs = 1500
const presentMs = 60_000

export type AcknowledgeDeps = { db: Db; channels: Channel[]; clock: Clock; log: Log }

/** Intake that gives a sign on the message itself when its answer takes long, and none when it does not. */
export function acknowledging(receive: Receive, deps: AcknowledgeDeps): Receive {
  const { clock, log } = deps
  return async (inbound) => {
    const outcome = await receive(inbound)
    const awaited = inbound.type === 'message' && inbound.mentioned && clock.now().getTime() - inbound.sentAt.getTime() < presentMs
    if (awaited && !outcome.duplicate) {
      const look = () => acknowledge(deps, inbound).catch((error: unknown) => log.debug({ error: messageOf(error) }, 'not acknowledged'))
      setTimeout(look, silenceMs).unref()
    }
    return outcome
  }
}

async function acknowledge({ db, channels }: AcknowledgeDeps, message: InboundMessage): Promise<void> {
  const channel = channels.find(({ name }) => name === message.channel)
  if (!channel?.acknowledge || (await isAnswered(db, `${message.channel}:${message.eventId}`))) return
  await channel.acknowledge(message.messageId)
}

/** Handled, and what there was to say has been sent. */
async function isAnswered(db: Db, id: string): Promise<boolean> {
  const [row, answer] = [await findInbound(db, id), await findOutbound(db, `answer:${id}`)]
  return row?.state !== 'queued' && (answer === undefined || answer.state === 'sent')
}
