import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDue } from '#src/domain/tasks/list.ts'
import { findPlan } from '#storage/repositories/work.ts'
import { force, housing, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** A lead sets when a plan's units are reminded, step by step, and what is sent follows. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce({ ownGroup: true })
})
afterAll(() => town.close())

const cards = () => town.count(housing, '到期提醒')
const toneOfCard = async () => (await town.posts(housing)).findLast(({ post }) => post.title?.startsWith('到期提醒'))?.post.tone
const set = (words: string) => town.say(force, 'li', `提醒规则 ${words}`)

test('anybody may read the rules, only a lead sets them', async () => {
  expect(await town.say(force, 'zhang', '提醒规则')).toMatch(
    /步骤：到期前30天、到期前7天、到期前3天、到期前1天、到期当天、逾期1天\n间隔：逾期后每7天\n静默：18:00至次日09:00[\s\S]*未报：5个工作日没有填报变黄\n进度：到期前7天应达50%、到期前3天应达80%/,
  )
  expect(await town.say(force, 'zhang', '提醒规则 间隔 1')).toContain('由专班负责人进行')
})

test('blue, then yellow when nobody answers: one ping for the change, none the day after', async () => {
  await town.at('2026-11-23 09:31')
  expect([await cards(), await toneOfCard()]).toEqual([1, 'blue'])
  await town.at('2026-11-25 09:31')
  expect(await cards()).toBe(1)
  await town.at('2026-11-27 09:31')
  expect([await cards(), await toneOfCard()]).toEqual([2, 'yellow'])
})

test('red the day after the deadline, and again only after the interval set', async () => {
  expect(await set('间隔 2')).toContain('已更改，自下一次提醒起执行。')
  await town.at('2026-12-01 09:31')
  expect([await cards(), await toneOfCard()]).toEqual([3, 'red'])
  await town.at('2026-12-02 09:31')
  expect(await cards()).toBe(3)
  await town.at('2026-12-03 09:31')
  expect(await cards()).toBe(4)
})

test('steps, quiet hours, escalation and a day off', async () => {
  expect(await set('步骤 -30,-20,0')).toContain('步骤：到期前30天、到期前20天、到期当天')
  expect(await set('静默 17:00-10:00')).toContain('静默：17:00至次日10:00')
  expect(await set('负责人 2')).toContain('负责人：逾期2个工作日提请单位负责人')
  expect(await set('清单 5')).toContain('清单：逾期5个工作日列入专班清单')
  expect(await set('休息 2026-12-07')).toContain('休息：2026-12-07')
  const before = await cards()
  await town.at('2026-12-07 10:01')
  await town.at('2026-12-11 09:31')
  expect(await cards()).toBe(before)
  await town.at('2026-12-11 10:01')
  expect(await cards()).toBe(before + 1)
})

test('when something is behind is a rule as well: a shorter silence turns it yellow earlier', async () => {
  const yellow = () =>
    town.write(async ({ tx, calendar }) => {
      const plan = (await findPlan(tx, 'haidian-2025'))!
      const dues = await listDue(tx, plan, { on: '2026-12-02', calendar, unit: '区房管局' })
      return dues.filter(({ occurrence, colour }) => occurrence.due === '2026-12-31' && colour === 'yellow').length
    })
  expect(await yellow()).toBe(0)
  expect(await set('未报 1')).toContain('未报：1个工作日没有填报变黄')
  expect(await yellow()).toBeGreaterThan(5)
  expect(await set('窗口 20')).toContain('窗口：到期前20天起看进度')
  expect(await yellow()).toBe(0)
  expect(await set('进度 10:90')).toContain('进度：到期前10天应达90%')
})

test('what makes no sense is refused and changes nothing; the usual rules come back', async () => {
  expect(await set('步骤 早点')).toBe(
    '看不懂「步骤 早点」，没有更改。请这样写：提醒规则，或 提醒规则 步骤 -30,-7,-3,-1,0,1，或 提醒规则 静默 18:00-09:00。',
  )
  expect(await set('步骤 0,-7')).toBe('提醒步骤应由早到晚排列，至少一步。')
  expect(await set('负责人 20')).toBe('升级步骤应先到单位负责人，再到专班清单。')
  expect(await set('恢复默认')).toContain('步骤：到期前30天、到期前7天')
})
