import { afterAll, beforeAll, expect, test } from 'vitest'
import { housing, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** Where a channel lets people be written to by their id, a unit's head hears of what is late alone; the group reads no name. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce({ ownGroup: true })
  town.deps.settings = { ...town.deps.settings, direct: ['console'] }
})
afterAll(() => town.close())

const toHead = async () => (await town.posts('wang')).length

test('a day late: the unit is asked, its head is not', async () => {
  await town.at('2026-12-01 09:31')
  expect(await town.newest(housing, '到期提醒')).toContain('任务5已逾期1天')
  expect(await toHead()).toBe(0)
})

test('three working days late: one message to the head, of everything at once; the group’s card says so without a name', async () => {
  await town.at('2026-12-03 09:31')
  expect(await toHead()).toBe(1)
  expect(await town.newest('wang', '逾期提请关注 区房管局')).toMatch(
    /区房管局有2项工作逾期未完成，请您关注。\n任务5 [\s\S]*已逾期3天；未填报\n任务23 /,
  )
  const card = await town.newest(housing, '到期提醒')
  expect(card).toContain('任务5、23逾期未完成，已另行提请区房管局负责人关注。')
  expect(card).not.toContain('王局长')
})

test('the head can answer there', async () => {
  expect(await town.say('wang', 'wang', '进度 5 90% 已约谈承办科室', 'direct')).toBe('已记录：任务5（区房管局）推进中，90%。')
})

test('the same is not passed up twice, however long it lasts', async () => {
  for (const day of ['12-04', '12-08', '12-15']) await town.at(`2026-${day} 09:31`)
  expect((await town.posts('wang')).filter(({ post }) => post.title?.startsWith('逾期提请'))).toHaveLength(1)
})

test('one’s own digest counts it', async () => {
  await town.at('2026-12-03 15:00')
  expect(await town.say('direct-wang', 'wang', '我的日报', 'direct')).toMatch(/本周发给您的机器人消息3条，您所在工作群\d+条。/)
})
