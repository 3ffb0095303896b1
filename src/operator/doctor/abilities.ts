import type { Channel } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import type { Config } from '#src/config.ts'
import type { Finding } from './finding.ts'

const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** What the configured apps may do, each ability tried with a call about nothing; the service need not run. */
export async function checkAbilities(config: Config, clock: Clock): Promise<Finding[]> {
  const deps = { clock, log: quiet }
  const channels: Channel[] = []
  if (config.lark) channels.push((await import('#src/channels/lark/index.ts')).createLarkChannel(config.lark, deps))
  if (config.wecom) channels.push((await import('#src/channels/wecom/index.ts')).createWecomChannel(config.wecom, deps))
  return (await Promise.all(channels.map((channel) => channel.examine?.() ?? []))).flat()
}
