import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Channel, Receive } from '../channel.ts'
import { MAX_TEXT } from './card/render.ts'
import { createLarkClient } from './client.ts'
import type { LarkConfig } from './config.ts'
import { createHealth } from './health.ts'
import { sendPost } from './send.ts'
import { handleWebhook } from './webhook.ts'

export type { LarkConfig } from './config.ts'

/** Feishu or Lark, by `config.domain`: events come in by webhook or over a long connection, posts go out as cards. */
export function createLarkChannel(config: LarkConfig, { clock, log }: { clock: Clock; log: Log }): Channel {
  const client = createLarkClient(config, log)
  const health = createHealth(client, log)
  let receive: Receive | undefined

  return {
    name: 'lark',
    capabilities: {
      idempotentForMs: 55 * 60_000,
      update: true,
      form: true,
      reply: true,
      perMinute: 900,
      pauseMs: 250,
      maxTextLength: MAX_TEXT,
    },
    async start(handler) {
      receive = handler
      health.start()
    },
    send: (post, destination, key) => health.observe(sendPost(client, post, destination, key, log)),
    async stop() {
      receive = undefined
      health.stop()
    },
    state: health.state,
    async webhook(request) {
      // Before start and after stop the platform is asked to push again.
      if (!receive) return Response.json({ error: 'not accepted' }, { status: 503 })
      return handleWebhook(request, receive, config, { clock, log, botOpenId: client.botOpenId })
    },
  }
}
