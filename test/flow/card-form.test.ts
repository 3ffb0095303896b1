import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#storage/db.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'

/** A card somebody may be filling in: changing it would empty their form, so that only what it says may change it. */

const housing = 'housing-bureau'
const water = 'water-bureau'

let database: Database
let town: District
beforeAll(async () => {
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-11-23T09:00:00+08:00')
  await town.group(housing, '区房管局')
  await town.group(water, '区水务局')
  await town.enrol('zhang', '张工', '区房管局', 'liaison')
  await town.enrol('qian', '钱工', '区水务局', 'liaison')
})
afterAll(() => database.close())

const changes = async () => (await town.posts(housing)).filter(({ replaces }) => replaces)

test('hours, days and what others report leave it alone', async () => {
  await town.at('2026-11-23 09:31')
  expect((await town.posts(housing)).some(({ post }) => post.form?.action === '进度')).toBe(true)
  for (const time of ['11-23 12:00', '11-23 17:00', '11-24 09:31', '11-25 09:31']) await town.at(`2026-${time}`)
  await town.say(water, 'qian', '进度 57 30% 方案已报')
  expect(await changes()).toEqual([])
})

test('a report of the unit itself changes it, once', async () => {
  await town.say(housing, 'zhang', '进度 5 60% 已评选6个')
  const [change, ...others] = await changes()
  expect(change!.post.blocks?.map((block) => ('items' in block ? block.items.join() : '')).join()).toContain('60%')
  expect(others).toEqual([])
})

test('digits typed at full width are digits', async () => {
  expect(await town.press(housing, 'zhang', '到期提醒', { percent: '６５％' })).toBe('已记录：任务5（区房管局）推进中，65%。')
})

test('asked which task is meant, what is due next comes first', async () => {
  const asked = await town.say(housing, 'zhang', '进度 70%')
  expect(asked).toContain('请选择是哪一项')
  const { form } = (await town.posts(housing)).findLast(({ post }) => post.summary.startsWith('请选择'))!.post
  const [field] = form!.fields
  expect(field?.kind === 'select' && field.options.slice(0, 3).map(({ label }) => label.match(/任务\d+|\d+月\d+日/g))).toEqual([
    ['任务5', '11月30日'],
    ['任务23', '11月30日'],
    ['任务1', '12月31日'],
  ])
})
