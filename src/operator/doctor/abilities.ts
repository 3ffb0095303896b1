import type { Clock } from '#src/clock.ts'
import type { Config } from '#src/config.ts'
import type { Finding } from './finding.ts'

const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** What the configured app may do, each ability tried with a call about nothing; the service need not run. */
export async function checkAbilities(config: Config, clock: Clock): Promise<Finding[]> {
  if (!config.lark) return []
  const { createLarkChannel } = await import('#src/channels/lark/index.ts')
  return (await createLarkChannel(config.lark, { clock, log: quiet }).examine?.()) ?? []
}
