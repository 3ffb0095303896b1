import { afterAll, beforeAll, expect, test } from 'vitest'
import { force, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** A due date never moves; what is said of it moves to a day on which somebody works. 任务23 is due on Saturday, 31 October. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce({ opensAt: '2026-09-24T17:00:00+08:00' })
})
afterAll(() => town.close())

const card = () => town.newest(force, '到期提醒 区房管局')
const cards = () => town.count(force, '到期提醒 区房管局')

test('国庆: nothing from 1 to 7 October; the Sunday before it and the Saturday after it are worked', async () => {
  await town.at('2026-09-25 09:01')
  const digests = () => town.count(force, '督办日报')
  const before = await digests()
  for (const day of ['10-01', '10-02', '10-05', '10-06', '10-07']) {
    await town.at(`2026-${day} 09:01`)
    await town.at(`2026-${day} 09:31`)
  }
  expect(await digests()).toBe(before)
  await town.at('2026-10-10 09:01')
  expect(await digests()).toBe(before + 1)
})

test('due on a Saturday: the reminder comes on the Friday and names the Saturday', async () => {
  await town.at('2026-10-28 09:31')
  const before = await cards()
  await town.at('2026-10-30 09:31')
  expect(await cards()).toBe(before + 1)
  expect(await card()).toMatch(/任务23 .*：10月31日截止，还有1天；未填报/)
  await town.at('2026-10-31 09:31')
  expect(await cards()).toBe(before + 1)
})

test('it is late from the Sunday on; the card of the Monday says so', async () => {
  await town.at('2026-11-02 09:31')
  expect(await card()).toMatch(/任务23 .*：10月31日截止，已逾期2天；未填报/)
})
