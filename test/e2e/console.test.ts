import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeOutbound, enqueueOutbound, findOutbound } from '#storage/repositories/outbound.ts'
import { openBrowser } from '#test/support/browser.ts'
import { startTown, type Town, until } from '#test/support/town.ts'

const token = 'a-token-of-the-operator'

let town: Town
let browser: Browser
let page: Page
const at = (path: string) => `${town.service.url}${path}`

beforeAll(async () => {
  town = await startTown('PGlite', '2026-11-23T14:00:00+08:00', { env: { ADMIN_TOKEN: token } })
  await town.write(async (tx) => {
    const row = { channel: 'lark' as const, chatId: 'oc_1', cause: 'test', createdAt: town.clock.now() }
    for (const key of ['remind:1', 'remind:2']) {
      await enqueueOutbound(tx, { ...row, key, post: { title: `提醒 ${key}`, summary: '提醒' } })
      await closeOutbound(tx, key, { state: 'parked', error: '已撤出群' })
    }
  })
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await town.close()
})

test('without the token: nothing is shown and nothing is changed', async () => {
  const shut = await fetch(at('/console'))
  expect(shut.status).toBe(401)
  expect(await shut.text()).not.toContain('提醒 remind:1')
  const forged = await fetch(at('/console/parked'), {
    method: 'POST',
    headers: {
      origin: town.service.url,
      'content-type': 'application/x-www-form-urlencoded',
      cookie: 'duban_console=9999999999999.forged',
    },
    body: 'step=drop&id=remind:1',
  })
  expect(forged.status).toBe(401)
  expect((await findOutbound(town.service.database.db, 'remind:1'))?.state).toBe('parked')
})

test('the operator types the token, sees what waits, gives one up; another browser tab is told it is gone', async () => {
  await page.goto(at('/console'))
  await page.getByLabel('管理口令').fill('a wrong one')
  await page.getByRole('button', { name: '进入' }).click()
  await expect.poll(() => page.getByRole('alert').textContent()).toBe('口令不对。')
  await page.getByLabel('管理口令').fill(token)
  await page.getByRole('button', { name: '进入' }).click()
  await expect.poll(() => page.getByRole('heading', { name: '待处理的消息（2）' }).isVisible()).toBe(true)
  expect(await page.getByRole('row', { name: '海淀区' }).isVisible()).toBe(true)
  expect(await page.getByRole('row', { name: '提醒 remind:1' }).textContent()).toContain('飞书:oc_1')
  expect(await page.getByRole('term').allTextContents()).toEqual(['数据库', '飞书', '微信'])
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)

  const tab = await page.context().newPage()
  await tab.goto(at('/console'))
  const give = (on: Page) => on.getByRole('row', { name: '提醒 remind:1' }).getByRole('button', { name: '放弃' }).click()
  await give(page)
  await expect.poll(() => page.getByRole('heading', { name: '待处理的消息（1）' }).isVisible()).toBe(true)
  expect(await page.getByText('message.drop').isVisible()).toBe(true)
  expect((await findOutbound(town.service.database.db, 'remind:1'))?.state).toBe('dropped')
  await give(tab)
  await expect.poll(() => tab.getByRole('alert').textContent()).toBe('编号「remind:1」不在待处理消息之列，没有改动。')
  await tab.close()
})

test('the check-up says what is missing and how to mend it', async () => {
  await page.getByRole('link', { name: '检查配置' }).click()
  await expect.poll(() => page.locator('.checks li').count()).toBeGreaterThan(3)
})

test('a logged out WeChat account shows the code to scan here, and only here', async () => {
  await town.wechat.logout()
  town.wechat.scan('https://login.weixin.example/l/abc')
  await until(async () => {
    await page.goto(at('/console'))
    return page.getByAltText('微信登录二维码').isVisible()
  }, 'the login code')
  expect(await (await fetch(at('/readyz'))).text()).not.toContain('login.weixin')
})

test('leaving shuts the page', async () => {
  await page.getByRole('button', { name: '退出' }).click()
  await expect.poll(() => page.getByLabel('管理口令').isVisible()).toBe(true)
})
