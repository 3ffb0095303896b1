import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskOf } from '#src/domain/plans/create.ts'
import { insertPlan, listLatestProgress, saveTasks } from '#storage/repositories/work.ts'
import { force, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** A district with a second plan: one group, one card, one digest, and never a report in the wrong plan. */

const second = 'haidian-2026'

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce()
  await town.enrol('qian', '钱工', '区水务局', 'liaison')
  await town.write(async ({ tx }) => {
    const plan = { id: second, workspaceId: 'haidian', documentId: 'haidian-2025', startOn: '2026-01-01', endOn: '2026-12-31' }
    await insertPlan(tx, { ...plan, title: '示例年度要点（2026年）', setUpOn: '2026-11-20', ladder: null })
    const row = (no: number, task: string, deadline: string, lead: string) =>
      taskOf(plan, { no, task, requirement: '', deadline, lead: [lead], support: [], clause: `${second}/task-${no}` })
    await saveTasks(tx, [
      row(5, '示例：完成专项检查。', '2026年11月底前', '区房管局'),
      row(57, '示例：完成泵房清洗。', '2026年11月底前', '区房管局'),
      row(80, '示例：公布检查结果。', '2026年11月底前', '区房管局'),
    ])
  })
})
afterAll(() => town.close())

const reported = async (planId: string) =>
  (await listLatestProgress(town.db, planId)).map(({ taskNo, unit, percent }) => `任务${taskNo} ${unit} ${percent}%`)

test('09:00 one digest for the group, each plan with its own part', async () => {
  await town.at('2026-11-23 09:01')
  expect(await town.count(force, '督办日报')).toBe(1)
  expect(await town.newest(force, '督办日报')).toMatch(
    /海淀区物业服务质量工作方案（2025-2027年）（征求意见稿）\n七日内到期\n任务5 每年打造[\s\S]*示例年度要点（2026年）\n七日内到期\n任务5 示例：完成专项检查（区房管局）/,
  )
})

test('09:30 one card for the unit, over both plans', async () => {
  await town.at('2026-11-23 09:31')
  expect(await town.count(force, '到期提醒 区房管局')).toBe(1)
  const card = await town.newest(force, '到期提醒 区房管局')
  expect(card).toMatch(/征求意见稿）\n任务5 [\s\S]*\n示例年度要点（2026年）\n任务5 示例[\s\S]*\n任务80 示例/)
  expect(card).toContain('依据：海淀区物业服务质量工作方案（2025-2027年）（征求意见稿）；示例年度要点（2026年）')
})

test('the form tells the two tasks 5 apart', async () => {
  expect(await town.press(force, 'zhang', '到期提醒 区房管局', { task: '示例：完成专项检查', percent: '40', remark: '已查4个' })).toBe(
    '已记录：任务5（区房管局）推进中，40%。',
  )
  expect([await reported(second), await reported('haidian-2025')]).toEqual([['任务5 区房管局 40%'], []])
  expect((await town.posts(force)).some(({ replaces }) => replaces)).toBe(true)
})

test('a reply to the card with a number that both plans have is asked back; one tap records it', async () => {
  expect(await town.reply(force, 'qian', '到期提醒 区房管局', '任务5 60%')).toContain('此卡片由区房管局填报')
  expect(await town.reply(force, 'zhang', '到期提醒 区房管局', '任务5 60% 已评选6个')).toContain('请选择是哪一项')
  expect(await town.press(force, 'zhang', '请选择是哪一项', { task: '海淀区' })).toBe('已记录：任务5（区房管局）推进中，60%。')
  expect([await reported(second), await reported('haidian-2025')]).toEqual([['任务5 区房管局 40%'], ['任务5 区房管局 60%']])
})

test('a number that only one plan has, or that only in one is this unit’s, needs no question', async () => {
  expect(await town.say(force, 'zhang', '进度 80 20% 已拟稿')).toBe('已记录：任务80（区房管局）推进中，20%。')
  expect(await town.say(force, 'qian', '进度 57 30% 已清洗3处')).toBe('已记录：任务57（区水务局，2027年12月31日到期）推进中，30%。')
  expect(await reported('haidian-2025')).toContain('任务57 区水务局 30%')
})

test('the plan is named: by its place, by its title', async () => {
  expect(await town.say(force, 'zhang', '进度 5 方案2 50% 已查5个')).toContain('已记录：任务5')
  expect(await town.say(force, 'zhang', '《示例年度要点》任务5 60% 已查6个')).toContain('已记录：任务5')
  expect(await reported(second)).toContain('任务5 区房管局 60%')
  expect(await town.say(force, 'zhang', '任务 5 方案2')).toContain('示例：完成专项检查')
  expect(await town.say(force, 'zhang', '任务 5 方案1')).toContain('社企融合')
})

test('looking up a number that both have is asked back too, and answered in place', async () => {
  const asked = await town.say(force, 'zhang', '任务 5')
  expect(asked).toContain('本群有2个方案，请选择是哪一个；也可写明，如「任务 5 方案1」。')
  expect(asked).toContain('方案2：示例年度要点（2026年）')
  await town.press(force, 'zhang', '本群有2个方案', { plan: '方案2' })
  expect(await town.newest(force, '任务5')).toContain('示例：完成专项检查')
  expect(await town.press(force, 'zhang', '本群有2个方案', { plan: '方案1' })).toContain('已确认过')
})

test('a lead corrects a deadline in the plan named, and only there', async () => {
  expect(await town.say(force, 'li', '更正 5 2026年12月15日 理由：会议纪要')).toContain('本群有2个方案')
  expect(await town.say(force, 'li', '更正 方案2 5 2026年12月15日 理由：会议纪要')).toContain('2026年12月15日')
  expect(await town.say(force, 'zhang', '任务 5 方案2')).toContain('更正为「2026年12月15日」')
  expect(await town.say(force, 'zhang', '任务 5 方案1')).not.toContain('更正为')
})

test('what is put before the leads names its plan', async () => {
  expect(await town.say(force, 'zhang', '完成 80 已公布')).toContain('已报完成')
  expect(await town.newest(force, '办结审核 区房管局 任务80')).toContain('方案：示例年度要点（2026年）')
})

test('the list and one’s own digest cover both; the brief asks which', async () => {
  expect(await town.say(force, 'zhang', '任务')).toMatch(/征求意见稿）\n任务5[\s\S]*示例年度要点（2026年）\n任务57 示例/)
  expect(await town.say('direct-zhang', 'zhang', '我的日报', 'direct')).toContain('区房管局｜示例年度要点（2026年）')
  expect(await town.say(force, 'li', '点评')).toContain('本群有2个方案')
  expect(await town.say(force, 'li', '点评 方案2')).toContain('依据：示例年度要点（2026年）')
})

test('the next working days: still one card a day, one digest, one week for the leads', async () => {
  await town.at('2026-11-27 09:01')
  await town.at('2026-11-27 09:31')
  await town.at('2026-11-27 16:11')
  expect(await town.count(force, '到期提醒 区房管局')).toBe(2)
  expect(await town.count(force, '督办日报')).toBe(2)
  expect(await town.count(force, '督办周报')).toBe(1)
})
