import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShiftedClock } from '#src/clock.ts'
import { inTransaction } from '#storage/db.ts'
import { markReportPublished } from '#storage/repositories/report.ts'
import { type FrontDoor, openFrontDoor, phone } from '#test/support/front-door.ts'

/** Both public pages as an owner finds them on a phone. */

let door: FrontDoor
let page: Page

beforeAll(async () => {
  door = await openFrontDoor(phone)
  page = door.page
  ;(door.service.clock as ShiftedClock).jumpTo(new Date('2026-11-23T22:00:00+08:00'))
  await inTransaction(door.service.database.db, (tx) => markReportPublished(tx, 'sample-garden-2026q3', door.service.clock.now()))
}, 90_000)
afterAll(() => door?.close())

test('from the report one tap leads to the objection form, which gives a receipt', async () => {
  await page.goto(`${door.service.url}/r/sample-garden-2026q3`)
  expect(await door.overflow()).toBe(0)
  await door.shot('report')
  await page.getByRole('link', { name: '对本报告提出异议' }).click()
  expect(await page.getByLabel('涉及事项').inputValue()).toBe('sample-garden-2026q3')
  await page.getByLabel(/异议内容/).fill('<b>消防巡查</b>少了两次，没有说明原因')
  expect(await door.overflow()).toBe(0)
  await door.shot('board')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('YY20261123-0001').waitFor()
  await door.shot('receipt')
  await page.getByRole('link', { name: /返回示例花园公示栏/ }).click()
  await page.getByRole('heading', { name: '示例花园', exact: true }).waitFor()
})

/** Of all text on the page, what stands out less than WCAG AA asks, with its ratio. */
const faint = () =>
  page.evaluate<string[]>(`(() => {
    const rgb = (css) => css.match(/[\\d.]+/g).map(Number)
    const lum = ([r, g, b]) => { const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b) }
    const ground = (el) => { for (let at = el; at; at = at.parentElement) { const c = rgb(getComputedStyle(at).backgroundColor); if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] }
    const texts = [...document.querySelectorAll('body *')].filter((el) => [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    return texts.flatMap((el) => {
      const style = getComputedStyle(el)
      const [a, b] = [lum(rgb(el.closest('svg') ? style.fill : style.color)), lum(ground(el))]
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      const large = parseFloat(style.fontSize) >= 24
      return ratio < (large ? 3 : 4.5) ? [el.textContent.trim().slice(0, 20) + ' ' + ratio.toFixed(2)] : []
    })
  })()`)

test.each(['/r/sample-garden-2026q3', '/d/sample-garden'])(
  '%s can be read and walked by the keyboard: contrast, order of focus, names',
  async (path) => {
    await page.goto(`${door.service.url}${path}`)
    expect(await faint()).toEqual([])
    const focused: string[] = []
    const outlines = new Set<string>()
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press('Tab')
      outlines.add(
        await page.evaluate<string>(
          'document.activeElement === document.body ? "solid" : getComputedStyle(document.activeElement).outlineStyle',
        ),
      )
      focused.push(
        await page.evaluate<string>('(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim().slice(0, 12)'),
      )
    }
    expect(focused[0]).toBe('提出异议')
    expect([...outlines]).toEqual(['solid'])
    if (path.startsWith('/d/')) expect(focused).toEqual(expect.arrayContaining([expect.stringMatching(/^未提供\d+项/), '涉及事项', '提交']))
    const headings = await page.evaluate<number[]>('[...document.querySelectorAll("h1,h2,h3")].map((h) => Number(h.tagName[1]))')
    expect(headings.filter((level) => level === 1)).toHaveLength(1)
    for (const [at, level] of headings.entries()) if (at > 0) expect(level - headings[at - 1]!).toBeLessThanOrEqual(1)
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN')
  },
)

test('what is pressed is large enough for a finger', async () => {
  await page.goto(`${door.service.url}/d/sample-garden`)
  for (const button of [
    page.getByRole('link', { name: '提出异议' }),
    page.locator('summary').first(),
    page.getByRole('button', { name: '提交' }),
    page.getByLabel('涉及事项'),
  ])
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44)
})
