import { join } from 'node:path'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShiftedClock } from '#src/clock.ts'
import { loadConfig } from '#src/config.ts'
import { type Service, startService } from '#src/service.ts'
import { inTransaction } from '#storage/db.ts'
import { markReportPublished } from '#storage/repositories/report.ts'
import { openBrowser } from '#test/support/browser.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

/** Both public pages as an owner finds them on a phone. */

let folder: string
let service: Service
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = await makeTempFolder()
  service = await startService(loadConfig({ PORT: '0', DATA_DIR: join(folder, 'data') }), pino({ level: 'silent' }))
  ;(service.clock as ShiftedClock).jumpTo(new Date('2026-11-23T22:00:00+08:00'))
  await inTransaction(service.database.db, (tx) => markReportPublished(tx, 'sample-garden-2026q3', service.clock.now()))
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true })
  page.setDefaultTimeout(20_000)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
  await removeFolder(folder)
})

const shot = async (name: string) => {
  if (process.env.KEEP_SHOTS) await page.screenshot({ path: join(process.env.KEEP_SHOTS, `${name}.png`), fullPage: true })
}
const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')

test('from the report one tap leads to the objection form, which gives a receipt', async () => {
  await page.goto(`${service.url}/r/sample-garden-2026q3`)
  expect(await overflow()).toBe(0)
  await shot('report')
  await page.getByRole('link', { name: '对本报告提出异议' }).click()
  expect(await page.getByLabel('涉及事项').inputValue()).toBe('sample-garden-2026q3')
  await page.getByLabel(/异议内容/).fill('<b>消防巡查</b>少了两次，没有说明原因')
  expect(await overflow()).toBe(0)
  await shot('board')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('YY20261123-0001').waitFor()
  await shot('receipt')
  await page.getByRole('link', { name: /返回示例花园公示栏/ }).click()
  await page.getByRole('heading', { name: '示例花园', exact: true }).waitFor()
})

test('what is pressed is large enough for a finger', async () => {
  for (const button of [page.getByRole('button', { name: '提交' }), page.getByLabel('涉及事项')])
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44)
})
