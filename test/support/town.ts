import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { ShiftedClock } from '#src/clock.ts'
import { loadConfig } from '#src/config.ts'
import { type Binding, bindChat } from '#src/domain/chats/bind.ts'
import { createContext } from '#src/domain/context.ts'
import type { Log } from '#src/log.ts'
import { type Service, startService } from '#src/service.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { saveMember } from '#storage/repositories/people.ts'
import type { Role } from '#storage/schema/people.ts'
import { type FakeFeishu, type FakeFeishuOptions, type FakeMessage, startFakeFeishu } from '#test/fakes/feishu/index.ts'
import { startWechatGateway, type WechatGateway } from '#test/fakes/wechat/gateway.ts'
import { createPostgresCopy } from './databases.ts'
import { makeTempFolder, removeFolder } from './temp-folder.ts'

export const lark = {
  appId: 'cli_a1b2c3d4e5f60718',
  appSecret: 'the-app-secret',
  encryptKey: 'the-encrypt-key',
  verificationToken: 'the-verification-token',
}

export type Town = {
  service: Service
  feishu: FakeFeishu
  wechat: WechatGateway
  clock: ShiftedClock
  env: Record<string, string>
  bind(binding: Omit<Binding, 'workspaceId'>): Promise<void>
  enrol(userId: string, name: string, unit: string, role: Role): Promise<void>
  write(work: (tx: Tx) => Promise<unknown>): Promise<void>
  close(): Promise<void>
}

/**
 * The whole service in this process, on the database named, with a fake Feishu it reaches through the real SDK and a
 * wechaty gateway it reaches over gRPC. All three live by one clock.
 */
export async function startTown(
  database: 'PGlite' | 'Postgres',
  opensAt: string,
  options: { env?: Record<string, string>; feishu?: Partial<FakeFeishuOptions>; log?: Log } = {},
): Promise<Town> {
  const folder = await makeTempFolder()
  const copy = database === 'Postgres' ? await createPostgresCopy() : undefined
  const gatewayClock = new ShiftedClock(new Date(opensAt))
  const limits = { chatPerSecond: 100, patchPerSecond: 100 }
  const feishu = await startFakeFeishu({ ...lark, now: () => gatewayClock.now(), limits, ...options.feishu })
  const wechat = await startWechatGateway({ now: () => gatewayClock.now() })
  const env = {
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    DUBAN_CLOCK: opensAt,
    PUBLIC_URL: 'https://duban.example',
    LARK_APP_ID: lark.appId,
    LARK_APP_SECRET: lark.appSecret,
    LARK_ENCRYPT_KEY: lark.encryptKey,
    LARK_VERIFICATION_TOKEN: lark.verificationToken,
    LARK_DOMAIN: feishu.url,
    WECHATY_PUPPET_SERVICE_TOKEN: wechat.token,
    WECHATY_PUPPET_SERVICE_ENDPOINT: wechat.endpoint,
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    WECHAT_BOT_NAMES: '督办',
    ...(copy ? { DATABASE_URL: copy.url } : {}),
    ...options.env,
  }
  const config = loadConfig(env)
  // Tests of talk need not wait for the platforms' pace, which has tests of its own.
  if (config.wechat) Object.assign(config.wechat, { perMinute: 6000, pauseMs: 10 })
  if (config.lark) config.lark.pauseMs = 10
  const service = await startService(config, options.log ?? pino({ level: 'silent' }))
  const clock = service.clock as ShiftedClock
  feishu.pushTo(`${service.url}/webhooks/lark`)
  const write = (work: (tx: Tx) => Promise<unknown>) => inTransaction(service.database.db, async (tx) => void (await work(tx)))
  return {
    service,
    feishu,
    wechat,
    clock: { now: () => clock.now(), jumpTo: (to: Date) => [clock, gatewayClock].forEach((each) => void each.jumpTo(to)) } as ShiftedClock,
    env,
    write,
    bind: (binding) =>
      write((tx) => {
        const context = { ...service.settings, tx, actor: { type: 'operator' as const }, now: clock.now(), cause: 'test' }
        return bindChat(createContext(context), { ...binding, workspaceId: 'haidian' })
      }),
    enrol: (userId, name, unit, role) =>
      write((tx) => saveMember(tx, { channel: 'lark', userId, workspaceId: 'haidian', unit, role, name })),
    async close() {
      await service.stop()
      await feishu.close()
      await wechat.close()
      await copy?.drop()
      await removeFolder(folder)
    },
  }
}

/** Waits until `find` finds something; the platform's and the service's own pace, never a fixed pause. */
export async function until<T>(
  find: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  while (Date.now() < deadline) {
    const found = await find()
    if (found) return found
    await sleep(25)
  }
  throw new Error(`waited in vain for ${what}`)
}

/** What a person reads on a Feishu message: the text, or the card's words line by line. */
export function wordsOf(message: Pick<FakeMessage, 'content'>): string {
  const content = JSON.parse(message.content)
  if (typeof content.text === 'string') return content.text
  const words: string[] = []
  const read = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) read(item)
    else if (node !== null && typeof node === 'object') {
      const { content: said, ...rest } = node as Record<string, unknown>
      if (typeof said === 'string') words.push(said)
      for (const [key, value] of Object.entries(rest)) if (key !== 'config') read(value)
    }
  }
  read([content.header, content.body])
  return words.join('\n')
}
