import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '#src/config.ts'
import { checkEvents } from '#src/operator/doctor/events.ts'
import { askRunning } from '#src/operator/doctor/running.ts'
import { checkSettings } from '#src/operator/doctor/settings.ts'
import { startTown, type Town, until } from '#test/support/town.ts'

/** The check-up beside a running service: what it hears, and what it cannot read. */

const group = 'oc_11111111111111111111111111111111'

let town: Town
beforeAll(async () => {
  town = await startTown('Postgres', '2026-11-23T09:00:00+08:00')
  town.feishu.createChat(group, { members: ['ou_zhang'] })
})
afterAll(() => town.close())

const at = (time: string) => new Date(`2026-11-${time}+08:00`)
const events = async (now: Date) => (await checkEvents(town.service.database.db, ['lark'], now)).map(({ level, detail }) => [level, detail])
const settings = async () => {
  const { port, host } = { port: town.service.port, host: '127.0.0.1' }
  return checkSettings(loadConfig(town.env), await askRunning({ host, port })).find(({ check }) => check === '渠道 飞书')
}

test('a channel without groups is asked for nothing; with one, silence from the start is told', async () => {
  expect(await events(at('23T09:00:00'))).toEqual([])
  await town.bind({ channel: 'lark', chatId: group, kind: 'work' })
  expect(await events(at('23T09:00:00'))).toEqual([['warn', '从未收到事件']])
})

test('an event is told with its time; a day of silence is told with what to do', async () => {
  await town.feishu.say(group, 'ou_zhang', '大家早')
  expect((await events(at('23T18:00:00')))[0]).toEqual(['ok', expect.stringMatching(/^最近一次收到：2026-11-23 09:0\d$/)])
  const [silent] = await checkEvents(town.service.database.db, ['lark'], at('24T09:30:00'))
  expect(silent).toMatchObject({ level: 'warn', detail: expect.stringMatching(/^最近一天没有收到事件，上一次是2026-11-23 09:0\d$/) })
  expect(silent!.mend).toContain('事件订阅方式与请求地址')
})

test('what was read in a history is no event', async () => {
  await town.write((tx) =>
    tx.execute(
      "insert into inbound (id, lane, seq, kind, body, received_at) values ('lark:history:om_1', 'lark:x', 1, 'message', '{}', '2026-11-25T09:00:00+08:00')",
    ),
  )
  expect((await events(at('25T09:30:00')))[0]![0]).toBe('warn')
})

test('from another process: a key that does not fit the last event is told in the words of the console', async () => {
  expect(await settings()).toMatchObject({ level: 'ok' })
  const refused = await fetch(`${town.service.url}/webhooks/lark`, { method: 'POST', body: '{"encrypt":"AAAA"}' })
  expect(refused.status).toBe(401)
  expect(await settings()).toMatchObject({ level: 'warn', detail: expect.stringMatching(/收到的事件无法解密，请核对 LARK_ENCRYPT_KEY$/) })
  await town.feishu.say(group, 'ou_zhang', '还在吗')
  expect(await until(settings, 'the state')).toMatchObject({ level: 'ok' })
})

test('a WeChat account that waits for a scan: the check-up says where the code is', () => {
  const waiting = checkSettings(loadConfig(town.env), { wechat: { ready: false, detail: '等待扫码登录' } })
  const mend = '打开 https://duban.example/console，用机器人账号的手机扫码登录'
  expect(waiting.find(({ check }) => check === '渠道 微信')).toMatchObject({ level: 'warn', detail: '等待扫码登录', mend })
})

test('where no service answers it says so', async () => {
  expect(await askRunning({ host: '127.0.0.1', port: 1 })).toBeUndefined()
})
