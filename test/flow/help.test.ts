import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#commands/index.ts'
import { saveUnits } from '#storage/repositories/people.ts'
import { force, startTaskForce, type TaskForce } from '#test/support/task-force.ts'

/** 帮助 lists what the one who asks may use: the tables of permissions decide, not a list of its own. */

let town: TaskForce
beforeAll(async () => {
  town = await startTaskForce()
  await town.write((ctx) =>
    saveUnits(ctx.tx, [
      { workspaceId: 'haidian', name: '示例物业服务有限公司', aliases: [], kind: 'company' },
      { workspaceId: 'haidian', name: '甲街道', aliases: [], kind: 'street' },
    ]),
  )
  await town.group('company', '示例物业服务有限公司')
  await town.enrol('manager', '刘经理', '示例物业服务有限公司', 'property')
  await town.enrol('chair', '陈主任', '示例花园', 'committee')
  await town.enrol('clerk', '赵科长', '甲街道', 'street')
})
afterAll(() => town.close())

const open = ['认领', '办事入口', '转12345', '政策', '有用', '没用', '帮助']

/** The names of the commands in the answer. */
const shown = async (as: string, where = force) => {
  const lines = (await town.say(where, as, '帮助')).split('\n')
  return commands.map(({ about }) => about).flatMap(({ name, usage, summary }) => (lines.includes(`${usage}：${summary}`) ? [name] : []))
}

test('a company’s manager sees what concerns its estates, nothing of the task force’s work', async () => {
  const names = await shown('manager', 'company')
  expect(names).toEqual(expect.arrayContaining(['公示办理', '报告办理', '服务记录', '收益账', '异议答复', '工单', ...open]))
  for (const name of ['进度', '审核', '重开', '裁定', '提醒', '积压', '待答', '台账', '公示覆盖', '报告审核', '绑定'])
    expect(names).not.toContain(name)
})

test('a committee reviews and sees no orders; a street reviews and keeps its ledger', async () => {
  const chair = await shown('chair')
  expect(chair).toEqual(expect.arrayContaining(['报告审核', '公示办理', '异议答复']))
  for (const name of ['工单', '台账', '进度']) expect(chair).not.toContain(name)
  expect(await shown('clerk')).toEqual(expect.arrayContaining(['报告审核', '台账', '公示覆盖', '进度', '工单']))
})

test('a liaison sees the work of a unit, a lead what leads decide as well', async () => {
  const liaison = await shown('zhang')
  expect(liaison).toEqual(expect.arrayContaining(['任务', '进度', '完成', '延期', '周报', '委托', '台账', '待答', ...open]))
  for (const name of ['审核', '提醒', '积压', '公示办理', '绑定']) expect(liaison).not.toContain(name)
  const lead = await shown('li')
  expect(lead).toEqual(expect.arrayContaining(['审核', '提醒', '声明', '裁定', '积压', '业主群设置', '绑定', '进度']))
  expect(lead).not.toContain('报告审核')
})

test('who is on no register sees what is open to all, and how to be listed', async () => {
  expect((await shown('nobody')).toSorted()).toEqual(open.toSorted())
})

test('how to report is asked of the bot, not of the documents', async () => {
  for (const said of ['待补录怎么填', '请问进度怎么报？', '卡片如何填写', '怎么申请延期', '延期怎么申请'])
    expect(await town.say(force, 'zhang', said), said).toContain('进度 任务号 百分比')
  expect(await town.say(force, 'zhang', '维修资金怎么申请')).not.toContain('进度 任务号 百分比')
})
