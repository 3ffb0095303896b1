import type { Channel, ChannelState } from '#src/channels/channel.ts'

/** `attention`: channels that are down, or where somebody should look */
export type Readiness = { ready: boolean; database: string; channels: Record<string, string>; attention: string[] }

/** Whether requests should be led here, and what somebody would look at first; texts are for people. `trouble` is the database's. */
export function readinessOf(trouble: string | undefined, channels: Channel[]): Readiness {
  const states = channels.map((channel): [string, ChannelState] => [channel.name, channel.state()])
  return {
    // A channel with a connection of its own that is down must not keep other channels' webhooks away from here.
    ready: trouble === undefined && channels.every((channel) => !channel.webhook || channel.state().ready),
    database: trouble === undefined ? '正常' : `不可用：${trouble}`,
    channels: Object.fromEntries(states.map(([name, state]) => [name, state.detail])),
    attention: states.filter(([, state]) => !state.ready || state.problem).map(([name]) => name),
  }
}
