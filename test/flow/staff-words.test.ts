import { afterAll, beforeAll, expect, test } from 'vitest'
import { listWorkFiles } from '#storage/repositories/evidence.ts'
import { force, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** What a liaison writes without knowing how: it is taken as it was meant, or asked back. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce()
  await town.enrol('zhou', '周工', '区水务局', 'liaison')
})
afterAll(() => town.close())

const say = (text: string) => town.say(force, 'zhang', text)
const files = async () => (await listWorkFiles(town.db, { planId: 'haidian-2025', unit: '区房管局' })).map(({ name }) => name)

test('临期 is within seven days, in a reminder as in the list; what is due later is counted apart', async () => {
  expect(await town.say(force, 'li', '任务 临期 区房管局')).toContain('没有七日内到期的任务。')
  expect(await town.say(force, 'li', '提醒 区房管局')).toMatch(/^已向区房管局发出提醒卡片：临期0项，逾期0项，其后到期\d+项。$/)
  await town.at('2026-11-24 10:00')
  const [, listed] = /七日内到期(\d+)项/.exec(await town.say(force, 'li', '任务 临期 区房管局'))!
  expect(await town.say(force, 'li', '提醒 区房管局')).toContain(`临期${listed}项，逾期0项。`)
})

test('受阻 without a reason is asked for it, in words and on the form', async () => {
  expect(await say('任务20 受阻')).toMatch(/^请确认：任务20，受阻（请补充受阻原因）。/)
  expect(await town.fill(force, 'zhang', '任务20 受阻', { status: 'blocked', percent: '', remark: '' })).toBe(
    '受阻请写明原因，本次未记录。',
  )
  expect(await town.fill(force, 'zhang', '任务20 受阻', { status: 'blocked', percent: '', remark: '评审专家未确定' })).toContain('受阻，0%')
})

test('a file with words that name a task is evidence of that task: the first report, then of the newest', async () => {
  expect(await town.sayWith(force, 'zhang', '评审纪要.pdf', '任务5 这是评审纪要')).toBe('已记录：任务5（区房管局）推进中，0%，附件1个。')
  expect(await files()).toEqual(['评审纪要.pdf'])
  expect(await say('任务5 80% 已评选8个')).toContain('推进中，80%')
  expect(await town.sayWith(force, 'zhang', '名单.xlsx', '任务5 名单见附件')).toBe(
    '已收到附件1个：名单.xlsx（接收中），作为任务5（区房管局）所报进展的佐证。',
  )
  expect(await town.sayWith(force, 'zhang', '照片.jpg', '任务5')).toContain('照片.jpg（接收中），作为任务5（区房管局）所报进展的佐证。')
  expect(await files()).toEqual(['评审纪要.pdf', '名单.xlsx', '照片.jpg'])
})

test('of another unit’s task nothing is kept; a question with a file stays a question; a bare file is left alone', async () => {
  expect(await town.sayWith(force, 'zhou', '别家.pdf', '任务5 这是纪要')).toContain('不由您所在单位牵头')
  expect(await town.sayWith(force, 'zhang', '截图.png', '任务5什么时候到期')).not.toContain('佐证')
  await expect(town.sayWith(force, 'zhang', '未说明.pdf', '')).rejects.toThrow('no answer')
  expect(await files()).toHaveLength(3)
})

test('完成 and a number alone: the task of that number, asked for its words; with a % or without such a task, how far', async () => {
  expect(await say('完成 5')).toMatch(/^请确认：任务5，已完成（请补充完成情况的说明）。/)
  expect(await town.fill(force, 'zhang', '完成 5', { status: 'done', percent: '', remark: '已评选10个' })).toContain('已报完成，待专班审核')
  expect(await say('完成 5%')).not.toContain('任务5，已完成')
  expect(await say('完成 80')).toContain('80%')
})
