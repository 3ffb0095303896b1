import { afterAll, beforeAll, expect, test } from 'vitest'
import { bindChat } from '#src/domain/chats/bind.ts'
import { importTasks } from '#src/operator/imports/tasks.ts'
import type { Database } from '#storage/db.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { sampleCommunities } from '#storage/seed/sample/estates.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, refusalOf, startDistrict } from '#test/support/district.ts'
import { saveSampleCommunities, saveStreets } from '#test/support/register.ts'

/** Two districts in one deployment: each its plan, groups, units and calendar, and nothing of one in the other. */

const haidian = 'haidian-task-force'
const shijingshan = 'shijingshan-task-force'
const workspaceId = 'shijingshan'

let database: Database
let town: District
beforeAll(async () => {
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-11-20T17:00:00+08:00')
  await town.group(haidian)
  await town.enrol('li', '李主任', '区房管局', 'lead')
  await town.enrol('zhang', '张工', '区房管局', 'liaison')
})
afterAll(() => database.close())

test('the second district’s plan from a document without a table: its clauses become tasks', async () => {
  const create = 'plan create --id shijingshan-2025 --document shijingshan-2025 --start 2025-01-01 --end 2027-12-31'
  expect(await town.operate('workspace create --id shijingshan --name 石景山区物业管理工作专班 --district 石景山区')).toMatchObject({
    stdout: '已建立工作区 shijingshan（石景山区）。\n',
  })
  expect((await town.operate(`${create} --workspace shijingshan`)).stdout).toBe(
    '已建立方案 shijingshan-2025：14项任务，名册新增1个单位。\n',
  )
  expect(await town.operate(`${create} --workspace shijingshan`)).toMatchObject({
    code: 1,
    stderr: '已有工作方案「shijingshan-2025」，没有改动。\n',
  })
  const tasks = await town.write(async (ctx) => {
    await saveStreets(ctx.tx, ['示例甲街道', '示例乙街道'], workspaceId)
    return listTasks(ctx.tx, 'shijingshan-2025')
  })
  expect(tasks).toHaveLength(14)
  expect(tasks[3]).toMatchObject({
    task: '坚持问题需求导向，分类实施物业管理。',
    deadline: '力争2027年底前',
    lead: ['区住建委'],
    schedule: { milestones: [{ due: '2027-12-31' }] },
  })
  expect(tasks[0]!.defects.map(({ text }) => text)).toEqual([
    '原文未写责任单位，暂列编制单位区住建委，以专班裁定为准',
    '原文未写完成时限，暂按持续落实，以专班裁定为准',
  ])
  expect(tasks.filter(({ lead }) => lead.includes('各街镇')).map(({ no }) => no)).toEqual([6, 12])
  expect(tasks.some(({ schedule, requirementSchedule }) => schedule.conditional || requirementSchedule.conditional)).toBe(false)
})

test('tasks imported into it: its own units only, and the first district keeps its 66', async () => {
  const into = { plan: 'shijingshan-2025', workspace: workspaceId, sourceOf: (row: number) => `tasks.xlsx 第${row}行` }
  const row = {
    no: 15,
    task: '完善评价办法。',
    requirement: '每季度公布一次。',
    deadline: '2026年12月底前',
    support: [],
    clause: undefined,
  }
  const planned = (lead: string) => town.write((ctx) => importTasks(ctx, [{ row: 2, value: { ...row, lead: [lead] } }], into))
  expect((await planned('区房管局')).problems[0]?.problem).toContain('没有单位「区房管局」')
  await town.write(async (ctx) => {
    const plan = await importTasks(ctx, [{ row: 2, value: { ...row, lead: ['区住建委'] } }], into)
    expect(plan.problems).toEqual([])
    await plan.save()
    expect(await listTasks(ctx.tx, 'shijingshan-2025')).toHaveLength(15)
    expect(await listTasks(ctx.tx, 'haidian-2025')).toHaveLength(66)
  })
})

test('its own people and group', async () => {
  expect((await town.operate(`group bind --channel console --chat ${shijingshan} --kind work --workspace shijingshan`)).stdout).toBe(
    '已绑定为工作群。\n',
  )
  await town.enrol('zhao', '赵主任', '区住建委', 'lead', workspaceId)
  await town.enrol('qian', '钱工', '区住建委', 'liaison', workspaceId)
  expect(await refusalOf(town.group('x', '区房管局', workspaceId))).toBe('名册中没有单位「区房管局」，请核对名称或先导入单位名册。')
})

test('a command reaches the plan of its own group', async () => {
  expect(await town.say(shijingshan, 'qian', '任务 4')).toContain('分类实施物业管理')
  expect(await town.say(haidian, 'zhang', '任务 4')).not.toContain('分类实施物业管理')
  expect(await town.say(shijingshan, 'qian', '任务 66')).toBe('没有编号为66的任务，请核对后再查。')
  expect(await town.say(shijingshan, 'qian', '日报')).not.toContain('海淀')
  expect(await town.say(shijingshan, 'qian', '任务 区房管局')).toContain('没有单位「区房管局」')
})

test('people of one district can write nothing in the other', async () => {
  expect(await town.say(shijingshan, 'zhang', '进度 4 50% 已建台账')).toContain('名册')
  expect(await town.say(shijingshan, 'li', '点评')).toContain('专班负责人')
  expect(await town.say(haidian, 'qian', '进度 5 50% 已评选')).toContain('名册')
  expect(await town.say('direct-qian', 'qian', '我的日报', 'direct')).not.toContain('海淀')
})

test('a report in one district is in no digest, card or brief of the other', async () => {
  expect(await town.say(shijingshan, 'qian', '进度 4 30% 已建无物业小区台账')).toContain('已记录')
  await town.at('2026-11-23 09:01')
  await town.at('2026-11-23 09:31')
  expect(await town.newest(shijingshan, '督办日报')).toContain('任务4（区住建委）推进中 30%')
  for (const { post } of await town.posts(haidian)) expect(JSON.stringify(post)).not.toMatch(/石景山|区住建委）推进中|台账已建/)
  for (const { post } of await town.posts(shijingshan)) expect(JSON.stringify(post)).not.toMatch(/海淀|区房管局）/)
  expect(await town.say(haidian, 'li', '点评')).not.toContain('石景山')
  expect(await town.say(shijingshan, 'zhao', '点评')).toContain('原文待裁定事项')
})

test('a day off of one district is a working day of the other', async () => {
  expect(await town.operate('plan ladder --plan shijingshan-2025 --rest 2026-12-01')).toMatchObject({ code: 0 })
  await town.at('2026-12-01 09:01')
  expect(await town.newest(haidian, '督办日报')).toContain('督办日报 12月1日')
  expect(await town.newest(shijingshan, '督办日报')).not.toContain('督办日报 12月1日')
  await town.at('2026-12-02 09:01')
  expect(await town.newest(shijingshan, '督办日报')).toMatch(/督办日报 12月2日[\s\S]*每月汇总：持续落实和等待条件\d+项/)
})

test('an estate of one district cannot be bound in the other', async () => {
  await town.write((ctx) => saveSampleCommunities(ctx.tx))
  const bound = (id: string) =>
    town.write((ctx) =>
      bindChat(ctx, { channel: 'console', chatId: 'owners', workspaceId: id, kind: 'owner', community: sampleCommunities[0]!.id }),
    )
  expect(await refusalOf(bound(workspaceId))).toContain('没有小区')
  expect(await bound('haidian')).toMatchObject({ communityId: sampleCommunities[0]!.id })
})
