import type { Receive } from '#src/channels/channel.ts'
import type { Log } from '#src/log.ts'
import type { Meter } from '#src/meter.ts'

/** Intake that counts what it takes and how long the platform waits for it; one line begins the trail of each event. */
export function observing(receive: Receive, { log, meter }: { log: Log; meter: Meter }): Receive {
  return async (inbound) => {
    const began = performance.now()
    const outcome = await receive(inbound)
    const ms = performance.now() - began
    const { channel, type, eventId, chatId } = inbound
    meter.received(channel, type, ms / 1000)
    log.info(
      { id: `${channel}:${eventId}`, kind: type, chat: chatId, ms: Math.round(ms), ...(outcome.duplicate ? { duplicate: true } : {}) },
      'received',
    )
    return outcome
  }
}
