import type { Channel, Receive } from '../channel.ts'

/**
 * The sandbox page as a channel: what was sent is what the outbound table says was sent, so delivery is the
 * receipt alone. `say` is how the page speaks.
 */
export function createConsoleChannel(): Channel & { receive: Receive } {
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
