import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSandbox } from '#src/http/sandbox/sandbox.ts'
import { openBrowser } from '#test/support/browser.ts'
import { createStory, reminder } from './sandbox.story.ts'

let browser: Browser
let page: Page
let server: ServerType
let story: ReturnType<typeof createStory>
let failures: string[]

beforeAll(async () => {
  browser = await openBrowser()
}, 60_000)
afterAll(() => browser.close())

beforeEach(async () => {
  story = createStory()
  story.remind()
  const app = new Hono().route('/sandbox', createSandbox(story.deps))
  const address = await new Promise<AddressInfo>((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, resolve)
  })
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  failures = []
  page.on('pageerror', (error) => failures.push(error.message))
  page.on('console', (line) => line.type() === 'error' && failures.push(line.text()))
  await page.goto(`http://127.0.0.1:${address.port}/sandbox`)
})
afterEach(async () => {
  await page.close()
  server.close()
  expect(failures).toEqual([])
})

const work = () => page.getByRole('region', { name: '海淀区物业管理工作专班' })
const owner = () => page.getByRole('region', { name: '清和苑业主群' })
const toast = () => page.getByRole('status')
const visibleIn = async (chat: Locator, text: string) => {
  const [log, line] = [await chat.locator('.log').boundingBox(), await chat.getByText(text).boundingBox()]
  return log !== null && line !== null && line.y >= log.y && line.y + line.height <= log.y + log.height
}
/** The page asks for news by itself; this waits until what was asked has arrived. */
const refreshed = () => page.waitForResponse((response) => response.url().includes('/feed.json'))

describe('the sandbox page', () => {
  it('shows both groups, the clock and what happened, and says that it is a sandbox', async () => {
    await expect.poll(() => page.getByText('演示沙盒').isVisible()).toBe(true)
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      '海淀区物业管理工作专班',
      '清和苑业主群',
      '刚刚发生了什么',
    ])
    expect(await page.locator('.now').textContent()).toContain('2026年11月23日 星期一')
    expect(await page.getByText('履约报告发布').isVisible()).toBe(true)
  })

  it('sends a message as the chosen person and shows the answer without a reload', async () => {
    await work().getByLabel('身份').selectOption('zhao')
    await work().getByLabel('消息内容').fill('我们有哪些任务')
    await work().getByLabel('消息内容').press('Enter')
    await work().getByText('收到：我们有哪些任务').waitFor()
    expect(story.said).toEqual([{ chatId: story.work, personaId: 'zhao', text: '我们有哪些任务', replyTo: undefined, mention: true }])
    expect(await work().getByLabel('消息内容').inputValue()).toBe('')
    expect(await work().locator('.message.mine').count()).toBe(1)
    expect(await page.getByText('收到赵强的消息').isVisible()).toBe(true)
  })

  it('takes a suggestion, a message not meant for the bot, and an answer to one message', async () => {
    await owner().getByRole('button', { name: '电梯谁维保' }).click()
    await owner().getByText('@督办', { exact: true }).click()
    await owner().getByRole('button', { name: '发送' }).click()
    await owner().getByText('电梯谁维保', { exact: true }).nth(1).waitFor()
    await work().getByRole('button', { name: '回复督办的消息' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('完成60%')
    await page.keyboard.press('Enter')
    await work().getByText('收到：完成60%').waitFor()
    expect(story.said.map(({ text, mention, replyTo }) => ({ text, mention, replyTo }))).toEqual([
      { text: '电梯谁维保', mention: false, replyTo: undefined },
      { text: '完成60%', mention: true, replyTo: 'm1' },
    ])
    expect(await work().locator('.quoted').first().textContent()).toContain('督办到期提醒')
  })

  it('submits the form of a card, shows the toast and the changed card', async () => {
    await work().getByLabel('完成比例').fill('60')
    await work().getByLabel('说明').fill('已选定6个小区')
    await work().getByRole('button', { name: '提交进度' }).click()
    await expect.poll(() => toast().textContent()).toBe('进度已登记')
    await work().getByText('已更新').waitFor()
    expect(await work().locator('.facts').textContent()).toContain('60%')
    expect(await work().getByLabel('说明').inputValue()).toBe('')
    expect(story.submitted).toEqual([
      {
        chatId: story.work,
        personaId: 'li',
        messageId: 'm1',
        action: 'progress',
        args: { plan: 'haidian-2025', card: 'r1' },
        version: 1,
        values: { task: '5', status: 'doing', percent: '60', remark: '已选定6个小区' },
      },
    ])
  })

  it('keeps a half-filled form, the cursor and the fold when other messages arrive and when the card itself changes', async () => {
    await work().getByText('待补录 2 项').click()
    await work().getByLabel('状态').selectOption('blocked')
    await work().getByLabel('说明').fill('材料正在')
    const before = await work().locator('.post-form').elementHandle()
    story.add(story.work, { from: story.bot, post: { summary: '另一条消息' } })
    await work().getByText('另一条消息').waitFor()
    expect(await before!.evaluate((form) => form.isConnected)).toBe(true)

    story.update(story.work, 'm1', reminder(2, '30%'))
    await work().getByText('30%').waitFor()
    expect(await work().getByLabel('说明').inputValue()).toBe('材料正在')
    expect(await work().getByLabel('状态').inputValue()).toBe('blocked')
    expect(await work().getByText('任务13 行政处罚职权清单（2025年5月31日）').isVisible()).toBe(true)
    await page.keyboard.type('补齐')
    expect(await work().getByLabel('说明').inputValue()).toBe('材料正在补齐')
    await work().getByRole('button', { name: '提交进度' }).click()
    await expect.poll(() => story.submitted.at(0)?.version).toBe(2)
  })

  it('leaves the place one reads at, and says that there is something newer', async () => {
    for (let index = 0; index < 12; index++)
      story.add(story.owner, { from: story.bot, post: { summary: `第${index}条`, blocks: [{ kind: 'text', text: '内容' }] } })
    await owner().getByText('第11条').waitFor()
    const log = owner().locator('.log')
    await log.evaluate((element) => element.scrollTo(0, 0))
    story.add(story.owner, { from: story.bot, post: { summary: '最新一条' } })
    await owner().getByRole('button', { name: '有新消息' }).waitFor()
    expect(await log.evaluate((element) => element.scrollTop)).toBe(0)
    await owner().getByRole('button', { name: '有新消息' }).click()
    expect(await owner().getByText('最新一条').isVisible()).toBe(true)
  })

  it('shows a new answer from its first line, also when the one before was longer than the screen', async () => {
    const long = Array.from({ length: 40 }, (_, index) => `第${index}项`)
    story.add(story.owner, { from: story.bot, post: { summary: '长清单', blocks: [{ kind: 'list', items: long }] } })
    await owner().getByText('长清单').waitFor()
    await expect.poll(() => visibleIn(owner(), '长清单')).toBe(true)
    story.add(story.owner, { from: story.bot, post: { summary: '又一清单', blocks: [{ kind: 'list', items: long }] } })
    await expect.poll(() => visibleIn(owner(), '又一清单'), { timeout: 5000 }).toBe(true)
  })

  it('does not move somebody who is filling in a form', async () => {
    await work().getByLabel('说明').fill('材料')
    const before = await work()
      .locator('.log')
      .evaluate((log) => log.scrollTop)
    story.add(story.work, { from: story.bot, post: { summary: '新消息', blocks: [{ kind: 'list', items: Array(40).fill('项') }] } })
    await work().getByRole('button', { name: '有新消息' }).waitFor()
    expect(
      await work()
        .locator('.log')
        .evaluate((log) => log.scrollTop),
    ).toBe(before)
  })

  it('shows a message taken back as taken back', async () => {
    const message = story.add(story.owner, { from: { id: 'wang', name: '王女士', bot: false }, text: '发错了' })
    await owner().getByText('发错了').waitFor()
    message.recalled = true
    await owner().getByText('此消息已撤回').waitFor()
    expect(await owner().getByText('发错了').count()).toBe(0)
  })

  it('moves the clock to the next job, by a day and to a given Beijing time', async () => {
    await page.getByRole('button', { name: '跳到下一项' }).click()
    await expect.poll(() => page.locator('.now').textContent()).toContain('10:00')
    await page.getByRole('button', { name: '快进一天' }).click()
    await expect.poll(() => page.locator('.now').textContent()).toContain('11月24日 星期二')
    await page.getByLabel('指定北京时间').fill('2026-12-31T09:00')
    await page.getByRole('button', { name: '前往' }).click()
    await expect.poll(() => page.locator('.now').textContent()).toContain('2026年12月31日 星期四09:00')
  })

  it('runs what people say as text, never as markup', async () => {
    story.add(story.work, { from: { id: 'x', name: '<b>名</b>', bot: false }, text: '<script>window.hacked = 1</script>' })
    await work().getByText('<script>window.hacked = 1</script>').waitFor()
    expect(await page.evaluate('window.hacked')).toBeUndefined()
  })

  it('says so when the service cannot be reached, and goes on once it can', async () => {
    await page.route('**/feed.json*', (route) => route.fulfill({ status: 503 }))
    await expect.poll(() => toast().textContent(), { timeout: 10_000 }).toContain('连接中断')
    await page.unroute('**/feed.json*')
    await refreshed()
    story.add(story.work, { from: story.bot, post: { summary: '恢复之后' } })
    await work().getByText('恢复之后').waitFor()
    failures = failures.filter((line) => !line.includes('503'))
  })
})

describe('the sandbox without a script', () => {
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    createSandbox(story.deps).request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: 'http://localhost', ...headers },
    })

  it('goes back to the page after a message', async () => {
    const answer = await post('/say', { chatId: story.work, personaId: 'li', text: '帮助' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sandbox'])
    expect(story.said.at(0)?.mention).toBe(false)
  })

  it('refuses other sites and incomplete forms', async () => {
    const good = { chatId: story.work, personaId: 'li', text: '帮助' }
    expect((await post('/say', good, { Origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post('/say', { chatId: story.work })).status).toBe(400)
    expect((await post('/jump', { to: 'at', at: 'tomorrow' })).status).toBe(400)
    expect(story.said).toEqual([])
  })
})
