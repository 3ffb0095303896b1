import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveUnits } from '#storage/repositories/people.ts'
import { force, housing, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** What a work group is told when somebody asks: a unit reminded now, the week so far, the tasks that stand in one way. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce({ ownGroup: true })
  await town.enrol('zhou', '周工', '区水务局', 'liaison')
  await town.enrol('sun', '孙医生', '区卫生健康委', 'liaison')
})
afterAll(() => town.close())

const lead = (text: string) => town.say(force, 'li', text)
const cards = () => town.count(housing, '到期提醒')

test('a lead has a unit reminded before the hour: its card of the day comes to its own group, the job sends no second one', async () => {
  await town.at('2026-11-23 08:10')
  expect(await lead('提醒区房管局')).toBe('已向区房管局发出提醒卡片：临期2项，逾期0项。')
  expect(await town.newest(housing, '到期提醒')).toContain('区房管局：任务5还有7天')
  await town.at('2026-11-23 09:31')
  expect(await cards()).toBe(1)
  expect(await town.say(housing, 'zhang', '进度 5 90% 已评选9个')).toContain('已记录')
  expect(await cards()).toBe(1)
})

test('again on that day: one word under the card, and no more until tomorrow', async () => {
  expect(await lead('催一下区房管局尽快填报')).toBe('区房管局今天已有提醒卡片，已再次提醒：临期2项，逾期0项。')
  expect(await town.newest(housing, '专班提醒区房管局')).toBe('专班提醒区房管局：任务5还有7天，共2项，请在今天的提醒卡片上填报。')
  expect(await lead('提醒 房管局')).toBe('今天已再次提醒过区房管局，请明天再发，或电话联系。')
  expect(await cards()).toBe(1)
})

test('a day on which no step is reached has a card only because a lead wants it', async () => {
  await town.at('2026-11-24 09:31')
  expect(await cards()).toBe(1)
  expect(await lead('请给区房管局发个提醒')).toContain('已向区房管局发出提醒卡片')
  expect(await cards()).toBe(2)
})

test('who may not, and what cannot be: one line each, nothing sent', async () => {
  const before = (await town.posts(housing)).length
  expect(await town.say(housing, 'zhang', '提醒区水务局')).toBe('此操作需由专班负责人进行，请联系专班负责人。')
  expect(await lead('提醒区卫生健康委')).toBe('区卫生健康委没有临期或逾期的事项，未发提醒。')
  expect(await lead('提醒区气象局')).toBe('名册中没有单位「区气象局」，请核对名称。')
  expect(await lead('提醒 局')).toMatch(/^请这样写：提醒 单位/)
  expect(await lead('提醒 委')).toMatch(/^请这样写/)
  expect(await lead('提醒')).toMatch(/^请这样写/)
  expect(await town.posts(housing)).toHaveLength(before + 1)
})

test('the week so far on request: of all units in the task force’s group, of its own in a unit’s', async () => {
  for (const said of ['周报', '本周日报', '看看本周的督办情况'])
    expect(await lead(said)).toMatch(/^督办周报 11月24日\n本周1个单位填报1项，报完成0项；现有逾期0项，待审核0项。/)
  expect(await town.say(housing, 'zhang', '周报')).toMatch(/^督办周报 11月24日 区房管局\n本周填报1项，报完成0项/)
  expect(await town.say('direct-zhang', 'zhang', '周报', 'direct')).toBe('周报按群汇总，请在工作群内发送；私聊可发送「我的日报」。')
})

test('the tasks that are late, by whatever words; a unit’s own in its group', async () => {
  expect(await lead('逾期的任务')).toMatch(/^逾期任务 全专班\n没有逾期的任务。/)
  await town.at('2026-12-02 10:00')
  const late = /^逾期任务 全专班\n逾期\d+项，涉及\d+个单位。\n任务\d+ .*（.*）：11月30日，已逾期2天/
  for (const said of ['任务 逾期', '逾期的任务', '逾期任务', '哪些任务逾期了', '哪些单位逾期了？', '逾期的有哪些'])
    expect(await lead(said)).toMatch(late)
  const own = /^逾期任务 区房管局\n逾期\d+项。\n任务5 [^（]*：11月30日，已逾期2天/
  expect(await town.say(housing, 'zhang', '任务 逾期')).toMatch(own)
  expect(await lead('区房管局逾期的任务')).toMatch(own)
  expect(await lead('任务 逾期 区卫生健康委')).toContain('没有逾期的任务。')
  for (const said of ['物业费逾期怎么办', '逾期未公示怎么处理']) expect(await lead(said)).not.toContain('逾期任务')
})

test('what is due, in people’s own words: the list by days of their own unit, and nothing for the staff to answer', async () => {
  const own = await town.say(force, 'zhang', '任务')
  expect(own).toMatch(/^任务清单 区房管局\n下一项：任务\d+，/)
  const asked = ['我今天要交什么', '明天要报什么', '本单位待办', '今天有哪些到期', '这周该报什么', '到期', '我有哪些快到期的任务']
  const also = ['还有什么没交', '我要做什么', '我的任务', '查一下我的待办', '接下来要干什么？', '我手上还有几项没报', '下一项是什么']
  const when = ['下一个什么时候到期', '下一项几号截止？', '我们下一个任务哪天到期', '本周五前要交什么']
  for (const said of [...asked, ...also, ...when]) expect(await town.say(force, 'zhang', said), said).toBe(own)
  expect(await town.say(force, 'zhou', '区房管局本周要报哪些')).toBe(own)
  for (const said of ['任务完成了', '今天上报了', '业主要交什么', '换届要交什么材料', '什么时候到期'])
    expect(await town.say(force, 'zhang', said), said).not.toContain('任务清单')
})

test('the other lists as well; 已完成 alone stays a report', async () => {
  expect(await lead('快到期的任务有哪些')).toContain('七日内到期')
  expect(await lead('任务 待补录')).toMatch(/^待补录任务 全专班\n待补录\d+项/)
  expect(await lead('任务 等待条件')).toMatch(/^等待条件任务/)
  expect(await town.say(housing, 'zhang', '已完成')).not.toContain('已报完成任务')
})

test('the end of a name that several units share is asked back, never guessed', async () => {
  const street = (name: string) => ({ workspaceId: 'haidian', name, aliases: [], kind: 'street' as const })
  await town.write((ctx) => saveUnits(ctx.tx, [street('甲街道'), street('乙街道')]))
  for (const said of ['提醒 街道', '任务 街道']) expect(await lead(said)).toBe('「街道」对应名册中的2个单位，请写单位全称。')
})
