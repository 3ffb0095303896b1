import { ChannelError } from '#src/errors.ts'
import type { Channel, Contents, Receive } from '../channel.ts'

/**
 * The sandbox page as a channel: what was sent is what the outbound table says was sent, so delivery is the
 * receipt alone. `say` is how the page speaks; the key of a file it brings is the id of its content.
 */
export function createConsoleChannel(contents: Pick<Contents, 'open'>): Channel & { receive: Receive } {
  let handler: Receive | undefined
  return {
    name: 'console',
    capabilities: {
      idempotentForMs: Number.POSITIVE_INFINITY,
      update: true,
      form: true,
      reply: true,
      limits: [],
      pauseMs: 0,
      maxTextLength: 20_000,
    },
    async start(receive) {
      handler = receive
    },
    async send(_post, destination, key) {
      return { messageId: destination.replaces ?? key }
    },
    async fetch(_messageId, key) {
      const bytes = await contents.open(key)
      if (!bytes) throw new ChannelError('terminal', 'no-content', '附件已不再保存')
      return {
        bytes: (async function* () {
          yield bytes
        })(),
      }
    },
    async stop() {
      handler = undefined
    },
    state: () => ({ ready: handler !== undefined, detail: handler ? '沙盒已开启' : '沙盒未开启' }),
    receive(inbound) {
      if (!handler) throw new Error('console channel is not started')
      return handler(inbound)
    },
  }
}
