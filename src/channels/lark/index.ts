import type { Clock } from '#src/clock.ts'
import type { LarkConfig } from '#src/config.ts'
import type { Log } from '#src/log.ts'
import type { Acquire, Capabilities, Channel, Contents, Receive } from '../channel.ts'
import { MAX_TEXT } from './card/render.ts'
import { createLarkClient } from './client.ts'
import { createEnclosing } from './enclose.ts'
import { examineLark } from './examine.ts'
import { fetchContent } from './fetch.ts'
import { findSent } from './find.ts'
import { createHealth } from './health.ts'
import { createHttp } from './http.ts'
import { createLongConnection } from './long-connection.ts'
import { findOwner } from './owner.ts'
import { readHistory } from './read-history.ts'
import { createRefusals } from './refusals.ts'
import { sendPost } from './send.ts'
import { handleWebhook } from './webhook.ts'

export type { LarkConfig } from '#src/config.ts'

const TIMEOUT_MS = 10_000

const capabilities: Capabilities = {
  idempotentForMs: 55 * 60_000,
  update: true,
  direct: true,
  urge: true,
  form: true,
  reply: true,
  limits: [
    { count: 50, perMs: 1000 },
    { count: 1000, perMs: 60_000 },
  ],
  // Five a second into one chat, and as many changes of one message.
  pauseMs: 250,
  maxTextLength: MAX_TEXT,
}

type Deps = { clock: Clock; log: Log; acquire?: Acquire | undefined; contents?: Contents | undefined }

/** Feishu or Lark, by `config.domain`: events come in by webhook or over a long connection, posts go out as cards. */
export function createLarkChannel(given: LarkConfig, { clock, log, acquire, contents }: Deps): Channel {
  const config = { ...given, domain: given.domain.replace(/\/+$/, '') }
  const http = createHttp(TIMEOUT_MS)
  const client = createLarkClient(config, http, log)
  const health = createHealth(client, log)
  const outgoing = { client, log, enclosing: createEnclosing(client, config.appId, contents) }
  const refusals = createRefusals(() => clock.now())
  const { botOpenId } = client
  const ownerOf = (chatId: string) => findOwner(client, chatId)
  const connection =
    config.mode === 'ws'
      ? createLongConnection(config, { clock, log, http, botOpenId, ownerOf, acquire, onOpen: () => announce?.() })
      : undefined
  let receive: Receive | undefined
  let announce: (() => void) | undefined

  return {
    name: 'lark',
    capabilities: { ...capabilities, pauseMs: config.pauseMs ?? capabilities.pauseMs },
    async start(handler, opened) {
      receive = handler
      announce = opened
      health.start()
      if (connection) connection.start(handler)
      else opened?.()
    },
    send: (post, destination, key) => health.observe(sendPost(outgoing, post, destination, key)),
    find: (post, destination, since) => health.observe(findSent(client, config.appId, post, destination, since)),
    history: (chatId, since, also) => health.observe(readHistory(client, { chatId, since, ...also }, { botOpenId, now: clock.now() })),
    fetch: (messageId, key, kind) => health.observe(fetchContent(client, messageId, key, kind)),
    acknowledge: async (message_id) => {
      const data = { reaction_type: { emoji_type: 'OnIt' } }
      await client.call((sdk, auth) => sdk.im.v1.messageReaction.create({ path: { message_id }, data }, auth))
    },
    examine: () => examineLark(client, http, config.domain, Date.now),
    async stop() {
      receive = undefined
      health.stop()
      await connection?.stop()
    },
    state() {
      const state = refusals.addTo(health.state())
      if (!connection) return state
      const link = connection.state()
      return { ...state, ready: state.ready && link.ready, detail: `${state.detail}；${link.detail}` }
    },
    async webhook(request) {
      // Before start and after stop the platform is asked to push again.
      if (!receive) return Response.json({ error: 'not accepted' }, { status: 503 })
      return handleWebhook(request, receive, config, { clock, log, botOpenId, ownerOf, refusals })
    },
  }
}
