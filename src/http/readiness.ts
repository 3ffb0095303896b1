import type { Channel, ChannelState } from '#src/channels/channel.ts'
import { messageOf } from '#src/errors.ts'
import type { Database } from '#storage/db.ts'
import { laneDepth } from '#storage/repositories/lane.ts'

/** `attention`: channels that are down, or where somebody should look */
export type Readiness = { ready: boolean; database: string; channels: Record<string, string>; attention: string[] }

/** Whether requests should be led here, and what somebody would look at first; texts are for people. */
export async function readinessOf(database: Database, channels: Channel[]): Promise<Readiness> {
  const states = channels.map((channel): [string, ChannelState] => [channel.name, channel.state()])
  // Reading a table of ours says both: the database answers, and the migrations are there.
  const answered = await laneDepth(database.db).then(
    () => '正常',
    (error: unknown) => `不可用：${messageOf(error)}`,
  )
  return {
    // A channel with a connection of its own that is down must not keep other channels' webhooks away from here.
    ready: answered === '正常' && channels.every((channel) => !channel.webhook || channel.state().ready),
    database: answered,
    channels: Object.fromEntries(states.map(([name, state]) => [name, state.detail])),
    attention: states.filter(([, state]) => !state.ready || state.problem).map(([name]) => name),
  }
}
