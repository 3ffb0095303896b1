import { ChannelError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { ChannelState } from '../channel.ts'
import type { LarkClient } from './client.ts'
import { isScopeMissing } from './errors.ts'

export interface Health {
  state(): ChannelState
  /** Runs a call and learns from it whether our credentials still work. */
  observe<T>(call: Promise<T>): Promise<T>
  start(): void
  stop(): void
}

/** Refused credentials close the channel until a probe finds them accepted; an unreachable platform does not. */
export function createHealth(client: LarkClient, log: Log, probeMs = 30_000): Health {
  let state: ChannelState = { ready: false, detail: '未启动' }
  let timer: NodeJS.Timeout | undefined

  async function observe<T>(call: Promise<T>): Promise<T> {
    try {
      const result = await call
      if (timer === undefined) state = { ready: true, detail: '凭证有效' }
      return result
    } catch (error) {
      if (error instanceof ChannelError && error.kind === 'auth') refuse(error)
      throw error
    }
  }

  function refuse(error: ChannelError): void {
    const { code, message } = error
    const scope = isScopeMissing(error)
    const detail = scope ? `缺少权限或机器人能力：${code}` : `凭证被拒绝：${code}`
    state = { ready: scope, detail, ...(scope ? { problem: detail } : {}) }
    log.error({ channel: 'lark', code, reason: message }, 'refused by the platform')
    if (!scope) timer ??= setTimeout(probe, probeMs).unref()
  }

  function probe(): void {
    timer = undefined
    observe(client.checkBot()).catch((error) => log.warn({ channel: 'lark', error: messageOf(error) }, 'bot info not available'))
  }

  return {
    state: () => state,
    observe,
    start() {
      state = { ready: true, detail: '尚未连上平台' }
      probe()
    },
    stop() {
      clearTimeout(timer)
      state = { ready: false, detail: '已停止' }
    },
  }
}
