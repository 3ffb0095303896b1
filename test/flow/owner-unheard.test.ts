import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPublishedReport } from '#src/domain/reports/find.ts'
import { reportHash } from '#src/domain/reports/hash.ts'
import { chatJobs } from '#src/scheduler/jobs.ts'
import { listChats, saveChat } from '#storage/repositories/people.ts'
import { insertReports } from '#storage/repositories/report.ts'
import { sampleReports } from '#storage/seed/sample/estates.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { voicesOf } from '#test/support/voices.ts'

/** An estate none of whose owner groups is bound: what is due is public all the same, and somebody carries it. */

let village: Village
beforeAll(async () => {
  village = await openVillage()
  await village.act(async ({ tx }) => {
    const [court] = (await listChats(tx, 'haidian')).filter(({ chatId }) => chatId === 'court')
    await saveChat(tx, { ...court!, state: 'gone' })
    const report = { ...sampleReports[0]!, id: 'sample-court-2026q3', communityId: 'sample-court', publishOn: '2026-11-24' }
    await insertReports(tx, [{ ...report, hash: reportHash(report) }])
  })
})
afterAll(() => village.database.close())

const { manager } = voicesOf(() => village)
const turn = () =>
  village.act(
    async (ctx) => {
      const groups = (await listChats(ctx.tx, 'haidian')).filter(({ kind, state }) => kind === 'work' && state === 'bound')
      await chatJobs.find(({ name }) => name === 'unheard')!.run(ctx, groups)
    },
    { type: 'system', job: 'unheard' },
  )
const kits = async () => (await village.sentTo('company')).filter(({ title }) => title?.startsWith('转发件'))
const report = () => village.act((ctx) => findPublishedReport(ctx.tx, 'sample-court-2026q3'))

test('not before its day', async () => {
  await turn()
  expect([await report(), await kits()]).toEqual([undefined, []])
})

test('on its day the report is on its page, and the company carries it, once', async () => {
  village.clock.jumpTo(new Date('2026-11-24T10:11:00+08:00'))
  await turn()
  await turn()
  expect(await report()).toMatchObject({ id: 'sample-court-2026q3', version: 1 })
  expect((await kits()).map(({ title }) => title)).toEqual(['转发件：示例家园2026年第三季度履约报告'])
  expect(await village.sentTo('court')).toEqual([])
})

test('what is still to be carried is listed by its name', async () => {
  const listed = await manager('发布情况 示例家园')
  expect(said(listed)).toContain('示例家园：2026年第三季度履约报告第1版，转发件待转发')
})

test('an open day is carried too', async () => {
  await manager('业主开放日 示例家园 2026-12-05 14:00 地点：服务中心 议题：电梯更新 名额：30')
  await turn()
  expect((await kits()).at(-1)!.title).toContain('开放日')
})

test('an estate with a group of its own is left to that group’s turn', async () => {
  expect((await kits()).filter(({ title }) => title?.includes('示例花园'))).toEqual([])
})
