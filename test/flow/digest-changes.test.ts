import { and, eq, like } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outbound } from '#storage/schema/index.ts'
import { force, housing, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** A digest tells what changed since the last one this group was sent, comes once a day, and late rather than not at all. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce()
})
afterAll(() => town.close())

const digests = (chat = force) => town.count(chat, '督办日报')
const newest = (chat = force) => town.newest(chat, '督办日报')

test('what a lead sent back is named, what waits for review is counted', async () => {
  await town.at('2026-11-23 09:01')
  expect(await newest()).not.toContain('待审核')
  await town.at('2026-11-23 14:00')
  const asked = await town.say(force, 'zhang', '完成 5 已评选10个')
  await town.at('2026-11-24 09:01')
  expect(await newest()).toContain('新报进展1项，七日内到期2项，逾期0项，待审核1项。')
  expect(await newest()).toContain('11月23日以来进展\n任务5（区房管局）已完成 100%：已评选10个')
  await town.say(force, 'li', `审核 ${/编号(\d+)/.exec(asked)![1]} 退回 名单未报送`)
})

test('a day that was missed is in the next digest, and only there', async () => {
  await town.at('2026-11-26 09:01')
  expect(await newest()).toContain('11月24日以来进展\n任务5（区房管局）退回：名单未报送')
  expect(await newest()).not.toContain('待审核')
  expect(await digests()).toBe(3)
  await town.at('2026-11-27 09:01')
  expect(await newest()).not.toContain('以来进展')
})

test('a service that is down at nine makes the digest up the same day, once', async () => {
  await town.at('2026-11-30 14:05')
  expect(await newest()).toContain('督办日报 11月30日')
  const before = await digests()
  await town.at('2026-11-30 15:00')
  expect(await digests()).toBe(before)
})

test('one that is down all day leaves that day out', async () => {
  const before = await digests()
  await town.at('2026-11-30 17:31')
  await town.at('2026-12-02 09:01')
  expect(await digests()).toBe(before + 1)
  expect(await newest()).toContain('督办日报 12月2日')
})

test('a group bound after nine hears from the next day on', async () => {
  await town.at('2026-12-02 11:00')
  await town.group(housing, '区房管局')
  await town.at('2026-12-02 11:05')
  expect(await digests(housing)).toBe(0)
  await town.at('2026-12-03 09:01')
  expect(await newest(housing)).toMatch(/督办日报 12月3日 区房管局[\s\S]*逾期\n任务5/)
})

test('what was in a digest that never arrived is told again', async () => {
  await town.say(housing, 'zhang', '进度 23 30% 已引入18个')
  await town.at('2026-12-04 09:01')
  expect(await newest(housing)).toContain('任务23（区房管局）推进中 30%')
  await town.db
    .update(outbound)
    .set({ state: 'parked' })
    .where(and(eq(outbound.chatId, housing), like(outbound.key, 'digest:%:2026-12-04:%')))
  await town.at('2026-12-07 09:01')
  expect(await newest(housing)).toContain('12月3日以来进展\n任务23（区房管局）推进中 30%')
  expect(await newest()).not.toContain('任务23（区房管局）推进中 30%：')
})

test('one chart, the count of units that have not answered, and the sum of what was sent', async () => {
  const post = (await town.posts(force)).findLast(({ post }) => post.title?.startsWith('督办日报'))!.post
  expect(post.blocks!.filter(({ kind }) => kind === 'chart')).toHaveLength(1)
  expect(await newest()).toMatch(/\d+个单位对临期或逾期事项尚未填报。本周本群机器人消息1条，全专班共1条。/)
  expect(await newest()).not.toMatch(/张工|李主任/)
})
