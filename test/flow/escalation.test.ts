import { afterAll, beforeAll, expect, test } from 'vitest'
import { setLadder } from '#src/domain/plans/ladder.ts'
import { refusalOf } from '#test/support/district.ts'
import { wordsOf } from '#test/support/post-words.ts'
import { force, housing, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** Three weeks of one deadline nobody meets (任务5, 11月30日): who hears of it, and when nobody does. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce({ ownGroup: true })
})
afterAll(() => town.close())

const cards = () => town.count(housing, '到期提醒')
const newestCard = () => town.newest(housing, '到期提醒')

test('Monday: one card in the unit’s own group', async () => {
  await town.at('2026-11-23 09:31')
  expect(await cards()).toBe(1)
  expect(await newestCard()).toContain('区房管局：任务5还有7天')
})

test('the leads hear once of units that nobody can remind', async () => {
  const told = await town.newest(force, '有单位尚无提醒渠道')
  expect(told).toContain('提醒无法送达')
  expect(told).not.toContain('区房管局')
  for (const day of ['11-24', '11-25', '12-01']) await town.at(`2026-${day} 09:31`)
  const again = (await town.posts(force)).filter(({ post }) => post.title === '有单位尚无提醒渠道')
  const units = again.flatMap(({ post }) => (post.blocks ?? []).flatMap((block) => ('items' in block ? block.items : [])))
  expect(new Set(units).size).toBe(units.length)
})

test('no step between Monday and the last days: no card', async () => {
  const days = (await town.posts(housing))
    .filter(({ post }) => post.title?.startsWith('到期提醒'))
    .map(({ createdAt }) => createdAt.toISOString())
  expect(days.map((at) => at.slice(0, 10))).toEqual(['2026-11-23', '2026-12-01'])
})

test('the day after the deadline it is red', async () => {
  expect(await newestCard()).toContain('任务5已逾期1天')
  expect(await newestCard()).not.toContain('负责人')
})

test('within the day the card changes in place: a report, no second card', async () => {
  const before = await cards()
  expect(await town.say(housing, 'zhang', '进度 5 70% 已评选7个')).toContain('已记录')
  expect(await cards()).toBe(before)
  const replaced = (await town.posts(housing)).findLast(({ replaces }) => replaces)
  expect(replaced && wordsOf(replaced.post)).toContain('推进中 70%')
})

test('three working days late: a new card asks the head of the unit by name; the next day is quiet', async () => {
  await town.at('2026-12-02 09:31')
  expect(await cards()).toBe(2)
  await town.at('2026-12-03 09:31')
  expect(await cards()).toBe(3)
  expect(await newestCard()).toContain('请区房管局负责人王局长关注：任务5、23逾期未完成。')
  await town.at('2026-12-04 09:31')
  expect(await cards()).toBe(3)
})

test('on a rest day nothing is sent, in quiet hours neither', async () => {
  const before = (await town.posts(force)).length + (await town.posts(housing)).length
  await town.at('2026-12-05 09:31')
  await town.at('2026-12-07 08:59')
  await town.at('2026-12-07 18:01')
  expect((await town.posts(force)).length + (await town.posts(housing)).length).toBe(before)
})

test('ten working days late: on the task force’s list, units only', async () => {
  await town.at('2026-12-11 09:01')
  expect(await town.newest(force, '督办日报')).not.toContain('提请专班协调')
  await town.at('2026-12-14 09:01')
  const digest = await town.newest(force, '督办日报')
  expect(digest).toMatch(/逾期较久，提请专班协调\n任务5 .*（区房管局）/)
  expect(digest).not.toContain('王局长')
})

test('a plan with its own ladder: other steps, a late morning, a day off of its own', async () => {
  await town.write((ctx) =>
    setLadder(ctx, 'haidian-2025', {
      offsets: [-16, -15, -14, -13, 0],
      quiet: { from: '18:00', until: '10:00' },
      restOn: ['2026-12-16'],
    }),
  )
  const before = await cards()
  await town.at('2026-12-15 09:31')
  expect(await cards()).toBe(before)
  await town.at('2026-12-15 10:01')
  expect(await cards()).toBe(before + 1)
  await town.at('2026-12-16 10:01')
  expect(await cards()).toBe(before + 1)
  await town.at('2026-12-17 10:01')
  expect(await cards()).toBe(before + 2)
})

test('a ladder that makes no sense is refused in one line', async () => {
  expect(await refusalOf(town.write((ctx) => setLadder(ctx, 'haidian-2025', { quiet: { from: '08:00', until: '09:00' } })))).toBe(
    '静默时段的结束应早于当天的开始，如 18:00-09:00。',
  )
})
