import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Acquire, Channel, Contents } from '../channel.ts'
import { Inbox } from '../inbox.ts'
import { listen } from './listen.ts'
import { NameBook } from './names.ts'
import type { GatewayAddress } from './safe-puppet.ts'
import { Sender } from './send.ts'
import { type LoginCode, Supervisor, type Timing } from './supervisor.ts'

export type { LoginCode } from './supervisor.ts'

export type WechatConfig = GatewayAddress & {
  /** what people may write after the @, besides the account's own name and its names in the groups */
  botNames: string[]
  perMinute?: number
  /** after each send into one group, and between the parts of a long one */
  pauseMs?: number
  sendTimeoutMs?: number
  timing?: Timing
}

export type WechatChannel = Channel & {
  /** what the operator has to scan, while WeChat waits for it; never to be shown in public */
  loginCode(): LoginCode | undefined
}

const MAX_TEXT_LENGTH = 1500
const TIMING: Timing = { probe: 5_000, canary: 60_000, backoff: [500, 30_000], warmUp: 180_000 }

/**
 * WeChat groups through a wechaty gateway (wechaty-puppet-service), one account, one listener.
 *
 * The `Wechaty` class above the client is left out on purpose: it looks up every member of a group before it hands
 * on the first message (a group of 500 is 500 questions within a second, for which accounts get locked), and it hands
 * messages on in the order its look-ups end.
 */
export function createWechatChannel(
  config: WechatConfig,
  deps: { clock: Clock; log: Log; acquire?: Acquire; contents?: Contents; askForLogin?: () => void },
): WechatChannel {
  const { clock, log, acquire, contents, askForLogin } = deps
  const { perMinute = 20, pauseMs = 3_000, sendTimeoutMs = 15_000, timing = TIMING } = config
  let supervisor: Supervisor | undefined
  let inbox: Inbox | undefined
  let names: NameBook | undefined

  const state = () => supervisor?.state() ?? { ready: false, detail: '未启动' }
  const sender = new Sender({
    connection: () => {
      const puppet = supervisor?.connection()
      return puppet && names && { puppet, names }
    },
    noteSend: (ok) => supervisor?.noteSend(ok),
    detail: () => state().detail,
    maxTextLength: MAX_TEXT_LENGTH,
    pauseMs,
    timeoutMs: sendTimeoutMs,
    contents,
  })

  return {
    name: 'wechat',
    capabilities: {
      idempotentForMs: 0,
      update: false,
      form: false,
      reply: true,
      limits: [{ count: perMinute, perMs: 60_000 }],
      pauseMs,
      maxTextLength: MAX_TEXT_LENGTH,
    },
    async start(receive) {
      const { SafePuppet } = await import('./safe-puppet.ts')
      const arrivals = new Inbox('wechat', receive, log)
      inbox = arrivals
      const open = () => {
        const puppet = new SafePuppet(config)
        names = new NameBook(puppet, config.botNames)
        listen(puppet, names, arrivals, clock)
        return puppet
      }
      supervisor = new Supervisor({ open, timing, clock, log, acquire, askForLogin })
      supervisor.start()
    },
    send: (post, destination, key) => sender.send(post, destination, key),
    async stop() {
      await inbox?.close()
      await supervisor?.stop()
    },
    state,
    loginCode: () => supervisor?.loginCode(),
  }
}
