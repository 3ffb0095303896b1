import type { ChannelName, Inbound } from './message.ts'

/** What happens, as it is counted for the operator; one of them in each process. */
export type Meter = {
  /** an event was committed, or found to be known already, and may be acknowledged */
  received(channel: ChannelName, kind: Inbound['type'], seconds: number): void
  /** one try to send, and what became of it: sent, rate, ambiguous, parked … */
  tried(channel: ChannelName, outcome: string, seconds: number): void
}
