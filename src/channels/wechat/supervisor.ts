import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Acquire, ChannelState } from '../channel.ts'
import { statusOf } from './errors.ts'
import type { SafePuppet } from './safe-puppet.ts'

export type Phase = 'down' | 'connecting' | 'qr' | 'online' | 'degraded'

/** What the operator scans with the account's phone; good for some minutes. */
export type LoginCode = { qr: string; status: number; at: Date }

/** All in ms of real time. */
export type Timing = {
  /** how long an echo may take */
  probe: number
  /** between two echoes while all is well */
  canary: number
  /** first and longest pause before the next connection */
  backoff: [first: number, longest: number]
  /** how long nothing is sent after somebody has logged in anew: an account that speaks at once looks like a robot */
  warmUp?: number
}

export type SupervisorOptions = {
  /** a new client, its event handlers attached; each is used for one connection */
  open: () => SafePuppet
  timing: Timing
  clock: Clock
  log: Log
  /** makes sure that one process listens: a second client of a gateway is never told anything */
  acquire?: Acquire
  /** somebody has to scan the login code: said at most every ten minutes */
  askForLogin?: () => void
}

const START_MS = 20_000
const ALERT_EVERY_MS = 10 * 60_000
const REFUSALS_TO_DEGRADE = 3

const details: Record<Phase, string> = {
  down: '未连接',
  connecting: '正在连接网关',
  qr: '等待扫码登录',
  online: '在线',
  degraded: '不稳定',
}

/** gRPC statuses after which nothing more will come: cancelled, unavailable, token refused. */
const lostCodes = new Set([1, 14, 16])

/**
 * Keeps one connection to the gateway: down → connecting → qr → online ⇄ degraded → down.
 * A connection counts only while echoes come back through its event stream; a lost one is replaced by a new client.
 */
export class Supervisor {
  #options: SupervisorOptions
  #phase: Phase = 'down'
  #reason = ''
  #puppet?: SafePuppet
  #code?: LoginCode
  #alertedAt = Number.NEGATIVE_INFINITY
  #refusals = 0
  #warmUntil = Number.NEGATIVE_INFINITY
  #stopped = new AbortController()
  #suspicion = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(options: SupervisorOptions) {
    this.#options = options
  }

  start(): void {
    this.#running = this.#run().catch((error) => {
      if (!this.#stopped.signal.aborted) this.#enter('down', statusOf(error).message)
    })
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#running
    this.#enter('down', '已停止')
  }

  state(): ChannelState {
    if (this.#phase === 'online' && this.#isWarmingUp()) return { ready: true, detail: '在线，刚登录，稍后开始发送' }
    return { ready: this.#phase === 'online', detail: this.#reason ? `${details[this.#phase]}：${this.#reason}` : details[this.#phase] }
  }

  loginCode(): LoginCode | undefined {
    return this.#code
  }

  /** The connection to send through: logged in for a while, and its echoes come back. */
  connection(): SafePuppet | undefined {
    if (this.#isWarmingUp()) return undefined
    return this.#phase === 'online' || this.#phase === 'degraded' ? this.#puppet : undefined
  }

  /** What became of a send. Failures in a row mean that WeChat may be gone although the gateway still speaks. */
  noteSend(ok: boolean): void {
    this.#refusals = ok ? 0 : this.#refusals + 1
    if (!ok) this.#suspicion.abort()
    if (this.#phase === 'online' && this.#refusals >= REFUSALS_TO_DEGRADE) this.#enter('degraded', '连续发送失败')
    if (this.#phase === 'degraded' && ok) this.#enter('online')
  }

  #isWarmingUp(): boolean {
    return performance.now() < this.#warmUntil
  }

  async #run(): Promise<void> {
    const { acquire } = this.#options
    const { signal } = this.#stopped
    while (!signal.aborted) {
      const lost = new AbortController()
      if (acquire) this.#enter('down', '等待另一进程放手')
      const release = await acquire?.(signal, () => lost.abort())
      try {
        await this.#lead(AbortSignal.any([signal, lost.signal]))
      } finally {
        await release?.()
      }
    }
  }

  /** Connection after connection until we are stopped or another process may listen. */
  async #lead(over: AbortSignal): Promise<void> {
    const [first, longest] = this.#options.timing.backoff
    for (let failures = 0; !over.aborted; failures++) {
      if (await this.#connection(over)) failures = 0
      if (!over.aborted) await sleep(Math.min(longest, first * 2 ** failures), undefined, { signal: over }).catch(() => {})
    }
  }

  /** One connection from start to loss. @returns whether it ever worked. */
  async #connection(ended: AbortSignal): Promise<boolean> {
    this.#enter('connecting')
    const puppet = this.#options.open()
    const over = new AbortController()
    const lose = (reason: string) => {
      if (!over.signal.aborted) over.abort(reason)
    }
    const onEnd = () => lose(this.#stopped.signal.aborted ? '已停止' : '监听已交给另一进程')
    ended.addEventListener('abort', onEnd)
    this.#listen(puppet, over.signal, lose)
    try {
      await this.#watch(puppet, over.signal)
    } catch (error) {
      lose(statusOf(error).message)
    }
    ended.removeEventListener('abort', onEnd)
    const worked = this.#puppet === puppet
    this.#puppet = undefined
    this.#code = undefined
    this.#enter('down', String(over.signal.reason))
    await puppet.close()
    return worked
  }

  #listen(puppet: SafePuppet, over: AbortSignal, lose: (reason: string) => void): void {
    const { log, clock } = this.#options
    puppet.on('error', (error) => {
      const { code, message } = statusOf(error)
      if (over.aborted) return
      log.warn({ channel: 'wechat', error: message }, 'gateway error')
      if (code !== undefined && lostCodes.has(code)) lose(message)
    })
    puppet.on('scan', ({ qrcode, status }) => {
      if (!over.aborted && qrcode) this.#code = { qr: qrcode, status, at: clock.now() }
    })
    puppet.on('login', () => {
      if (this.#puppet === puppet) this.#settle(true)
    })
    puppet.on('logout', ({ data }) => {
      if (over.aborted) return
      log.warn({ channel: 'wechat', reason: data }, 'WeChat session logged out')
      this.#settle(false)
    })
  }

  /** Returns when the connection is over. @throws the reason why it does not work */
  async #watch(puppet: SafePuppet, over: AbortSignal): Promise<void> {
    const { timing } = this.#options
    await Promise.race([puppet.start(), aborted(over), after(START_MS, over)])
    // Who we are comes through the event stream alone, and so proves it as well as an echo.
    if (!puppet.isLoggedIn) await this.#expectEcho(puppet, over)
    if (over.aborted) return
    this.#puppet = puppet
    this.#settle(puppet.isLoggedIn)
    while (!over.aborted) {
      this.#suspicion = new AbortController()
      await sleep(timing.canary, undefined, { signal: AbortSignal.any([over, this.#suspicion.signal]) }).catch(() => {})
      await this.#expectEcho(puppet, over)
    }
  }

  /** Asks twice, as one echo may get lost. */
  async #expectEcho(puppet: SafePuppet, over: AbortSignal): Promise<void> {
    const { probe } = this.#options.timing
    const heard = over.aborted || (await puppet.probe(probe, over)) || over.aborted || (await puppet.probe(probe, over))
    if (!heard && !over.aborted) throw new Error('网关没有回音')
  }

  #settle(loggedIn: boolean): void {
    this.#refusals = 0
    if (loggedIn) this.#code = undefined
    if (loggedIn && this.#phase === 'qr') this.#warmUntil = performance.now() + (this.#options.timing.warmUp ?? 0)
    this.#enter(loggedIn ? 'online' : 'qr')
  }

  #enter(phase: Phase, reason = ''): void {
    if (phase === this.#phase && reason === this.#reason) return
    this.#phase = phase
    this.#reason = reason
    if (phase === 'qr') this.#alert()
    else this.#options.log.info({ channel: 'wechat', phase, reason }, 'wechat connection')
  }

  /** A login is never tried again by itself: the platform locks accounts for less. */
  #alert(): void {
    if (performance.now() - this.#alertedAt < ALERT_EVERY_MS) return
    this.#alertedAt = performance.now()
    this.#options.log.error({ channel: 'wechat' }, 'WeChat is logged out: the operator has to scan the login code')
    this.#options.askForLogin?.()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

async function after(ms: number, signal: AbortSignal): Promise<never> {
  await sleep(ms, undefined, { signal })
  throw new Error('连接超时')
}
