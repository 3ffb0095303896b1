import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, permissions, reaches, type WorkAction } from '#src/domain/chats/rules-permissions.ts'
import type { Database } from '#storage/db.ts'
import { listLedgerItems, updateLedgerItem } from '#storage/repositories/ledger.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'
import { saveStreets } from '#test/support/register.ts'

/** Every role says every line that the table of permissions is about, for its own unit and for another's. */

const plan = 'haidian-2025'
const group = 'task-force'
const own = '甲街道'
const roles = ['lead', 'head', 'liaison', 'street', 'community', 'committee', 'property', 'owner'] as const
const now = new Date('2026-11-23T10:00:00+08:00')

let database: Database
let town: District
beforeAll(async () => {
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-11-23T10:00:00+08:00')
  await town.group(group)
  await town.write((ctx) => saveStreets(ctx.tx, [own, '乙街道']))
  for (const role of roles) await town.enrol(role, `${role}同志`, own, role)
  await town.enrol('first', '第一负责人', '区房管局', 'lead')
  for (const [name, where] of [
    ['东里', own],
    ['西里', '乙街道'],
  ])
    await town.say(group, 'first', `台账 引入物业 ${name} ${where} 失管`)
})
afterAll(() => database.close())

/** Puts both estates where only a review is left. */
const inState = async (state: string) => {
  for (const { id } of await listLedgerItems(database.db, plan, 'property-service'))
    await updateLedgerItem(database.db, id, { state, updatedAt: now })
}

type Line = {
  said: (mine: boolean) => string
  /** what is answered to who may not */
  refusal: RegExp
  before?: () => Promise<unknown>
}

const byLead = /^此操作需由专班负责人进行，请联系专班负责人。$/
const lines: Partial<Record<WorkAction, Line>> = {
  report: { said: (mine) => (mine ? '任务3 30%' : '任务5 30%'), refusal: /不在本专班名册|不由您所在单位牵头/ },
  delegate: { said: (mine) => `委托 无名氏 代${mine ? own : '区水务局'} 至 12月31日`, refusal: /^委托由本单位负责人/ },
  decide: { said: () => '审核', refusal: byLead },
  reopen: { said: (mine) => `重开 ${mine ? `3 ${own}` : '5 区房管局'}`, refusal: byLead },
  declare: { said: () => '声明 任务5 已印发 2026-01-15', refusal: byLead },
  correct: { said: () => '更正 任务30 2026年12月20日前', refusal: byLead },
  rule: { said: () => '裁定 任务43 以任务描述为准', refusal: byLead },
  takeBack: { said: () => '撤销 1 编号有误', refusal: byLead, before: () => town.say(group, 'first', '裁定 任务44 以原文为准') },
  remind: { said: () => '提醒区房管局', refusal: byLead },
  brief: { said: () => '点评', refusal: byLead },
  bind: { said: () => '绑定 工作群', refusal: /^绑定须由专班负责人或群主进行/ },
  keepLedger: {
    said: (mine) => `台账 雨污错接 ${mine ? `东里 ${own}` : '西里 乙街道'} 位置：3号楼`,
    refusal: /不在本专班名册|由该街镇或专班填报/,
  },
  adjustBase: { said: () => '台账 引入物业 调整 +3', refusal: byLead },
  passStreet: {
    said: (mine) => `销账 ${mine ? '东里' : '西里'} 通过`,
    refusal: /此步须由小区所在街镇进行/,
    before: () => inState('applied'),
  },
  passDistrict: {
    said: (mine) => `销账 ${mine ? '东里' : '西里'} 通过`,
    refusal: /此步须由专班负责人进行/,
    before: () => inState('streetPassed'),
  },
  defineIndicator: { said: () => '诉求 定义 分子：件数 分母：户数 依据：会议', refusal: byLead },
  answerQuestion: { said: () => '待答 99 答复内容', refusal: /^只有名册内的工作人员可以答复/ },
  manage: { said: () => '积压', refusal: byLead },
  judgeAnswer: { said: () => '待答 99 通过', refusal: byLead },
}

/** A lead may also delegate for any unit: both rows of the table are behind one line. */
const allowed = (action: WorkAction, role: Actor, mine: boolean): boolean => {
  const unit = mine ? own : 'another'
  const reach = (of: WorkAction) => reaches(of, { role, unit: own }, unit)
  return action === 'delegate' ? reach('delegate') || reach('delegateAny') : reach(action)
}

const cases = (Object.keys(lines) as WorkAction[]).flatMap((action) =>
  roles.flatMap((role) => [true, false].map((mine) => ({ action, role, mine, may: allowed(action, role, mine) }))),
)

describe('the table of permissions is what the server does', () => {
  test.each(cases)('$action by $role, own unit: $mine → $may', async ({ action, role, mine, may }) => {
    const { said, refusal, before } = lines[action]!
    await before?.()
    const answer = await town.say(group, role, said(mine))
    if (may) expect(answer).not.toMatch(refusal)
    else expect(answer).toMatch(refusal)
  })

  test.each(Object.keys(lines) as WorkAction[])('%s by somebody on no register is refused', async (action) => {
    const { said, refusal, before } = lines[action]!
    await before?.()
    expect(await town.say(group, 'nobody', said(true))).toMatch(refusal)
  })
})

test('every action of the table is walked; figures of 诉求 and 公示覆盖 have tests of their own', () => {
  const walked = new Set([...Object.keys(lines), 'delegateAny'])
  expect(Object.keys(permissions).filter((action) => !walked.has(action))).toEqual(['seeAppeals', 'seeCoverage'])
})

test('the table itself, read by role', () => {
  const byRole = (role: Actor) =>
    (Object.keys(permissions) as WorkAction[]).flatMap((action) =>
      permissions[action][role] ? [`${action} ${permissions[action][role]}`] : [],
    )
  expect(byRole('liaison')).toEqual([
    'report own',
    'delegate own',
    'keepLedger all',
    'seeAppeals all',
    'seeCoverage all',
    'answerQuestion all',
  ])
  expect(byRole('head')).toEqual(byRole('liaison'))
  expect(byRole('street')).toEqual([
    'report own',
    'delegate own',
    'keepLedger own',
    'passStreet own',
    'seeAppeals all',
    'seeCoverage own',
    'answerQuestion all',
  ])
  expect(byRole('community')).toEqual(['report own', 'keepLedger all', 'seeAppeals all', 'answerQuestion all'])
  expect(byRole('lead')).toEqual(['report own', ...byRole('operator')])
  expect(byRole('operator')).toHaveLength(19)
  for (const role of ['committee', 'property', 'owner'] as const) expect(byRole(role)).toEqual([])
})
