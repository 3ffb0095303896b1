import type { ChannelState } from '#src/channels/channel.ts'
import type { Config } from '#src/config.ts'

const patienceMs = 2000

type Answer = { channels?: Record<string, string>; attention?: string[] }

/** What the running service says of its channels, for a command line that is not part of it; undefined where none answers. */
export async function askRunning({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Record<string, ChannelState> | undefined> {
  const address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/readyz`
  try {
    const answer = (await (await fetch(address, { signal: AbortSignal.timeout(patienceMs) })).json()) as Answer
    const states = Object.entries(answer.channels ?? {}).map(([name, detail]) => [
      name,
      { ready: !answer.attention?.includes(name), detail },
    ])
    return answer.channels && Object.fromEntries(states)
  } catch {
    return undefined
  }
}
