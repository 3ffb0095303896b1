import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace } from '#src/domain/plans/workspace.ts'
import type { Database } from '#storage/db.ts'
import { closeOutbound, findOutbound } from '#storage/repositories/outbound.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'

/** Messages that stopped, seen and settled by the leads of their own district. */

const force = 'the-task-force'
const housing = 'housing-bureau'
const elsewhere = 'another-district'

let database: Database
let town: District
beforeAll(async () => {
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-11-23T09:00:00+08:00')
  await town.group(force)
  await town.group(housing, '区房管局')
  await town.enrol('li', '李主任', '区物业管理工作专班', 'lead')
  await town.enrol('zhang', '张工', '区房管局', 'liaison')
})
afterAll(() => database.close())

/** Something we meant to say to a group and could not. */
const stop = async (chatId: string, key: string, summary: string, state: 'parked' | 'unknown' = 'parked') => {
  await town.write((ctx) => ctx.send({ title: summary, summary }, { channel: 'console', chatId }, key))
  await town.write((ctx) => closeOutbound(ctx.tx, key, { state, error: '230028: 内容审核未通过' }))
}
const stateOf = async (key: string) => (await findOutbound(database.db, key))?.state
const codeIn = (words: string, of: string) => new RegExp(`([0-9a-f]{6}) .*「${of}」`).exec(words)?.[1] ?? ''

test('nothing stopped: one line', async () => {
  expect(await town.say(force, 'li', '积压')).toBe('积压消息\n没有积压的消息。')
})

test('a lead sees what stopped, in which group and why; a liaison is told whom to ask', async () => {
  await stop(housing, 'k1', '到期提醒')
  await stop(housing, 'k2', '督办日报', 'unknown')
  const words = await town.say(force, 'li', '积压')
  expect(words).toContain('本区2条消息停下来等人处理。')
  expect(words).toMatch(/[0-9a-f]{6} housing-bureau：「到期提醒」，未能发出（230028: 内容审核未通过）/)
  expect(words).toMatch(/[0-9a-f]{6} housing-bureau：「督办日报」，可能已发出/)
  expect(await town.say(force, 'zhang', '积压')).toContain('专班负责人')
})

test('sent again or given up, by its code; whoever else decides finds it gone', async () => {
  const words = await town.say(force, 'li', '待发')
  expect(await town.say(force, 'li', `积压 重发 ${codeIn(words, '到期提醒')}`)).toBe('已重新排队：housing-bureau「到期提醒」。')
  expect(await stateOf('k1')).toBe('queued')
  expect(await town.say(force, 'li', `积压 放弃 ${codeIn(words, '督办日报')}`)).toBe('已放弃：housing-bureau「督办日报」。')
  expect(await stateOf('k2')).toBe('dropped')
  expect(await town.say(force, 'li', `积压 重发 ${codeIn(words, '督办日报')}`)).toContain('不在本区积压消息之列，没有改动')
})

test('words that name neither step nor code are told how to write it; other words are no call of it', async () => {
  expect(await town.say(force, 'li', '积压 重发 全部')).toContain('请这样写：积压，或 积压 重发 编号')
  expect(await town.say(force, 'li', '积压 的问题怎么办')).not.toContain('请这样写：积压')
})

test('what stopped in another district is neither shown nor settled from here', async () => {
  await town.write((ctx) => createWorkspace(ctx, { id: 'fengtai', name: '丰台区', district: '丰台区' }))
  await town.group(elsewhere, undefined, 'fengtai')
  await town.enrol('sun', '孙主任', '丰台区专班', 'lead', 'fengtai')
  await stop(elsewhere, 'k3', '丰台日报')
  expect(await town.say(force, 'li', '积压')).toBe('积压消息\n没有积压的消息。')
  const theirs = codeIn(await town.say(elsewhere, 'sun', '积压'), '丰台日报')
  expect(theirs).toMatch(/^[0-9a-f]{6}$/)
  expect(await town.say(force, 'li', `积压 放弃 ${theirs}`)).toContain('不在本区积压消息之列')
  expect(await stateOf('k3')).toBe('parked')
})
