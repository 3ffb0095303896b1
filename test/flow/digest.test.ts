import { afterAll, beforeAll, expect, test } from 'vitest'
import { force, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** What groups, leads and persons are told of how the plan stands, and how much they are told. */

const health = 'health-commission'

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce()
  await town.group(health, '区卫生健康委')
  await town.enrol('zhang', '张工', '区水务局', 'liaison')
  await town.enrol('sun', '孙医生', '区卫生健康委', 'liaison')
})
afterAll(() => town.close())

test('a unit with nothing due this week and nothing reported hears nothing', async () => {
  await town.at('2026-11-24 09:01')
  expect(await town.count(health, '督办日报')).toBe(0)
  expect(await town.count(force, '督办日报')).toBe(1)
})

test('the footer counts what the group was sent this week, not what changed in place', async () => {
  await town.at('2026-11-24 09:31')
  await town.say(force, 'zhang', '进度 5 区房管局 40% 已评选4个')
  const given = (await town.posts(force)).filter(({ replaces }) => !replaces).length
  await town.at('2026-11-25 09:01')
  const digest = await town.newest(force, '督办日报')
  expect(digest).toContain('任务5（区房管局）推进中 40%')
  expect(digest).toContain(`本周本群机器人消息${given + 1}条`)
  expect((await town.posts(force)).some(({ replaces }) => replaces)).toBe(true)
})

test('a new week counts anew', async () => {
  await town.at('2026-11-30 09:01')
  expect(await town.newest(force, '督办日报')).toContain('本周本群机器人消息1条')
})

test('standing work is told once a month, on the first working day', async () => {
  expect(await town.newest(force, '督办日报')).not.toContain('每月汇总')
  await town.at('2026-12-01 09:01')
  expect(await town.newest(health, '督办日报')).toMatch(/每月汇总：持续落实和等待条件2项\n任务56 .*（区卫生健康委）\n任务59/)
  const whole = await town.newest(force, '督办日报')
  expect(whole).toMatch(/每月汇总：持续落实和等待条件\d+项/)
  expect(whole).toContain('等待：')
  await town.at('2026-12-02 09:01')
  expect(await town.count(health, '督办日报')).toBe(1)
})

test('one’s own digest, by direct message only, with both units and one’s own count', async () => {
  expect(await town.say(force, 'zhang', '我的日报')).toBe('「我的日报」只发给您本人，请私聊我发送。')
  const own = await town.say('direct-zhang', 'zhang', '我的日报', 'direct')
  expect(own).toContain('区房管局｜')
  expect(own).toContain('区水务局｜')
  expect(own).toContain('本周发给您的机器人消息1条')
  expect(await town.say('direct-zhang', 'zhang', '我的日报', 'direct')).toContain('本周发给您的机器人消息2条')
  expect(await town.say('direct-sun', 'sun', '我的日报', 'direct')).not.toContain('区房管局')
  expect(await town.say('direct-nobody', 'nobody', '我的日报', 'direct')).toContain('名册')
})

test('December, next year’s holidays unknown: the leads are told once', async () => {
  const told = await town.newest(force, '2027年放假安排未发布')
  expect(told).toContain('各任务的完成时限不受影响')
  await town.at('2026-12-03 09:01')
  await town.at('2026-12-04 09:01')
  expect(await town.count(force, '放假安排未发布')).toBe(1)
  expect(await town.count(health, '放假安排未发布')).toBe(0)
})

test('Friday afternoon the leads’ week: what waits for them, what is late', async () => {
  await town.say(force, 'zhang', '延期 5 12月31日 评选推迟')
  await town.at('2026-12-04 16:11')
  const weekly = await town.newest(force, '督办周报')
  expect(weekly).toMatch(/待审核\n编号\d+ 延期申请 任务5（区房管局）/)
  expect(weekly).toMatch(/本周本群机器人消息\d+条/)
  expect(await town.count(health, '督办周报')).toBe(0)
  await town.at('2026-12-04 16:20')
  expect(await town.count(force, '督办周报')).toBe(1)
})

test('the day’s digest draws how things stand, the leads’ week lists what comes as a table', async () => {
  await town.at('2026-12-25 09:01')
  await town.at('2026-12-25 16:11')
  const blocksOf = async (words: string) =>
    (await town.posts(force)).findLast(({ post }) => post.title?.startsWith(words))?.post.blocks ?? []
  const chart = (await blocksOf('督办日报')).find((block) => block.kind === 'chart')
  expect(chart?.chart.values.map(({ label }) => label)).toEqual(['已报完成', '有期限未完成', '待补录', '等待条件', '持续落实'])
  const table = (await blocksOf('督办周报')).find((block) => block.kind === 'table')
  expect(table?.table.columns.map(({ label }) => label)).toEqual(['下周到期', '单位', '截止', '情况'])
  expect(table?.table.rows[0]).toMatchObject({ task: expect.stringMatching(/^任务\d+ /), due: expect.stringMatching(/^12月\d+日$/) })
})

test('a year without a notice: its first day is off by law, and each digest says what the days rest on', async () => {
  const before = await town.count(force, '督办日报')
  await town.at('2027-01-01 09:01')
  expect(await town.count(force, '督办日报')).toBe(before)
  await town.at('2027-01-04 09:01')
  expect(await town.newest(force, '督办日报')).toContain('2027年放假安排未发布，提醒日暂按周末和法定节日推算。')
  expect(await town.count(force, '放假安排未发布')).toBe(1)
})

test('asked plainly how the work stands, the group is shown the digest; what a document says stays a question', async () => {
  for (const said of ['哪些单位没填报', '谁还没报？']) expect(await town.say(force, 'zhang', said)).toMatch(/新报进展\d+项，/)
  for (const said of ['物业费逾期怎么办', '逾期未公示怎么处理', '没报修怎么办'])
    expect(await town.say(force, 'zhang', said)).not.toContain('新报进展')
})
