import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_11111111111111111111111111111111'

let town: Town
beforeAll(async () => {
  town = await startTown('PGlite', '2026-11-23T08:00:00+08:00')
  town.feishu.createChat(work, { name: '海淀区物业专班', members: ['ou_22222222222222222222222222222222'] })
  await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
})
afterAll(() => town.close())

test('WeChat logs out: the task force’s Feishu group hears of it once, and never sees the code', async () => {
  await town.wechat.logout()
  town.wechat.scan('https://login.weixin.qq.com/l/secret')
  const alert = await until(() => town.feishu.sent(work).find((message) => wordsOf(message).includes('微信账号已退出')), 'the alert')
  expect(alert.content).toContain('https://duban.example/console')
  expect(JSON.stringify(town.feishu.sent(work))).not.toContain('l/secret')
  town.wechat.scan('https://login.weixin.qq.com/l/another')
  town.wechat.login()
  await until(async () => {
    const { channels } = (await (await fetch(`${town.service.url}/readyz`)).json()) as { channels: Record<string, string> }
    return channels.wechat?.includes('刚登录')
  }, 'the login')
  expect(town.feishu.sent(work).filter((message) => wordsOf(message).includes('微信账号已退出'))).toHaveLength(1)
})
