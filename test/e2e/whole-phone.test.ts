import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWhole } from '#src/domain/posts/whole.ts'
import type { Post } from '#src/message.ts'
import { inTransaction } from '#storage/db.ts'
import { enqueueOutbound } from '#storage/repositories/outbound.ts'
import { type FrontDoor, openFrontDoor, phone } from '#test/support/front-door.ts'

/** The page behind 查看全部, as somebody of the group opens it on a phone. */

const digest: Post = {
  title: '督办日报 2026年11月23日',
  tone: 'red',
  summary: '共154项，逾期2项，7天内到期9项。',
  blocks: [
    { kind: 'facts', facts: [{ label: '本周办结', value: '12项' }] },
    { kind: 'chart', chart: { type: 'bar', title: '各单位办结率', unit: '%', values: [{ label: '区房管局', value: 82 }] } },
    {
      kind: 'table',
      table: {
        columns: [
          { key: 'task', label: '任务' },
          { key: 'unit', label: '牵头单位' },
          { key: 'status', label: '状态' },
          { key: 'due', label: '完成时限' },
        ],
        rows: Array.from({ length: 6 }, (_, at) => ({
          task: `${at + 1} 建立物业服务企业信用档案，开展示范项目评选`,
          unit: '区房管局',
          status: at < 2 ? '逾期' : '推进中 60%',
          due: '2026-11-30',
        })),
      },
    },
    { kind: 'list', title: '未回复', items: Array.from({ length: 4 }, (_, at) => `第${at + 1}项：区水务局还没有填报`) },
    { kind: 'fold', title: '今日变化（2项）', items: ['任务5（区房管局）推进中 80%', '任务57（区水务局）已办结'] },
    { kind: 'citations', citations: [{ clause: 'a/1', title: '北京市物业管理条例', place: '第七十条', status: '现行' }] },
    { kind: 'note', text: '口径：以各单位填报为准。' },
  ],
  links: [{ label: '打开任务清单', url: 'https://duban.example/plan' }],
}

let door: FrontDoor
let page: Page

beforeAll(async () => {
  door = await openFrontDoor(phone)
  page = door.page
  const { db } = door.service.database
  const row = { key: 'digest:1', channel: 'console', chatId: 'force', cause: 'test', createdAt: door.service.clock.now() } as const
  await inTransaction(db, (tx) => enqueueOutbound(tx, { ...row, post: digest }))
  await page.goto((await openWhole(db, door.service.url)).addressOf('digest:1'))
}, 90_000)
afterAll(() => door?.close())

test('all of it can be read, within the width of the phone', async () => {
  await door.shot('whole')
  await page.getByRole('heading', { level: 1, name: '督办日报 2026年11月23日' }).waitFor()
  await page.getByRole('columnheader', { name: '牵头单位' }).waitFor()
  expect(await page.getByRole('cell', { name: '区房管局' }).count()).toBe(6)
  expect(await door.overflow()).toBe(0)
  expect(await overlaps()).toEqual([])
})

/** Cells of a table that stand on one another. */
const overlaps = () =>
  page.evaluate<string[]>(`[...document.querySelectorAll('tr')].flatMap(({ cells }) => {
    const boxes = [...cells].map((cell) => [cell.textContent, cell.getBoundingClientRect()])
    return boxes.flatMap(([words, one], at) => boxes.slice(at + 1).flatMap(([others, other]) =>
      one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1
        ? [words + ' / ' + others] : []))
  })`)

test('what is folded opens at a tap, and what is pressed is large enough for a finger', async () => {
  const fold = page.locator('summary')
  await fold.tap()
  await page.getByText('任务57（区水务局）已办结').waitFor()
  for (const target of [fold, page.getByRole('link', { name: '打开任务清单' })])
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44)
})

test('an address that is no longer good says what to do', async () => {
  await page.goto(`${door.service.url}/m/${'x'.repeat(32)}/digest:1`)
  await page.getByRole('heading', { level: 1, name: '链接不存在或已过期' }).waitFor()
  await page.getByText('请在群内重新发送指令。').waitFor()
})
