import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '#storage/db.ts'
import { type FrontDoor, openFrontDoor } from '#test/support/front-door.ts'

/** The front door as a newcomer finds it: npm start without any credential, then five minutes in the browser. */

let door: FrontDoor
let page: Page

beforeAll(async () => {
  door = await openFrontDoor({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1.5 })
  page = door.page
}, 90_000)
afterAll(() => door?.close())

const work = () => page.getByRole('region', { name: '海淀区物业管理工作专班' })
const owners = () => page.getByRole('region', { name: '示例花园业主群' })
const say = async (where: () => ReturnType<typeof work>, text: string) => {
  await where().getByLabel('消息内容').fill(text)
  await where().getByLabel('消息内容').press('Enter')
}

test('within 15 seconds of the opening the reminder stands in the work group', async () => {
  await page.goto(`${door.service.url}/`)
  expect(page.url()).toBe(`${door.service.url}/sandbox`)
  await work().getByText('16项待补录').first().waitFor()
  await work().getByText('任务5还有7天').first().waitFor()
})

test('the liaison answers in the form: a toast, and the card shows it', async () => {
  await work().getByLabel('身份').selectOption('zhang')
  await work().getByLabel('完成百分比（0-100）').fill('60')
  await work().getByLabel('说明').fill('已评选6个')
  await work().getByRole('button', { name: '提交' }).click()
  await page.getByRole('status').getByText('已记录：任务5（区房管局）推进中，60%。').waitFor()
  await work().getByText('推进中 60%').first().waitFor()
})

test('a file sent in reply to the card is the report’s evidence, kept by the way every channel’s files take; a larger one is refused', async () => {
  const attach = (name: string, bytes: Buffer) => work().getByLabel('附件').setInputFiles({ name, mimeType: 'text/plain', buffer: bytes })
  await work().getByRole('button', { name: '回复督办助手的消息' }).first().click()
  await attach('现场检查记录.txt', Buffer.alloc(31 * 1024 * 1024, 'a'))
  await work().getByRole('button', { name: '发送' }).click()
  await page.getByRole('status').getByText('附件超过30MB，未发送').waitFor()
  await attach('现场检查记录.txt', Buffer.from('六个小区均已评选'))
  await work().getByRole('button', { name: '发送' }).click()
  await work().getByText('附件：现场检查记录.txt').waitFor()
  await work().getByText('作为任务5（区房管局）所报进展的佐证。').waitFor()
  expect(await work().getByLabel('附件').inputValue()).toBe('')
  const stored = () => rows<{ state: string }>(door.service.database.db, sql`select state from attachment where state = 'stored'`)
  await expect.poll(stored, { timeout: 10_000 }).toHaveLength(1)
})

test('the server takes no file over 30 MB either', async () => {
  const body = new FormData()
  body.set('chatId', 'x')
  body.set('file', new File([Buffer.alloc(31 * 1024 * 1024)], 'x.bin'))
  const refused = await fetch(`${door.service.url}/sandbox/say`, { method: 'POST', body, headers: { origin: door.service.url } })
  expect([refused.status, await refused.text()]).toEqual([413, expect.stringContaining('附件超过30MB')])
})

test('an owner asks about a disclosure and about policy, both with their source', async () => {
  await say(owners, '物业费多少钱')
  await owners().getByText('物业费：2.68元/㎡·月').waitFor()
  await say(owners, '海淀要引入多少个老旧小区物业')
  await owners().getByText('477个上账小区').first().waitFor()
  await owners().getByText('征求意见稿').first().waitFor()
  if (process.env.KEEP_PICTURE) await page.screenshot({ path: '.readme/sandbox.png' })
})

test('the next job brings the report, and its page has the figures and what was not provided', async () => {
  await page.getByRole('button', { name: /下一项/ }).click()
  const link = owners().getByRole('link', { name: '查看全文' }).first()
  await link.waitFor()
  await page.goto((await link.getAttribute('href'))!.replace(/^https?:\/\/[^/]+/, door.service.url))
  expect(await page.title()).toContain('履约报告')
  await page.getByText('未提供').first().waitFor()
  expect(await page.locator('svg').count()).toBeGreaterThan(0)
})

test('the digest of the next morning shows the progress', async () => {
  await page.goto(`${door.service.url}/sandbox`)
  await page.getByRole('button', { name: /下一项/ }).click()
  await work().getByText('督办日报').first().waitFor()
  await work().getByText('任务5（区房管局）推进中 60%').first().waitFor()
})
