import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '#storage/db.ts'
import { eraseSaid } from '#storage/repositories/conversation.ts'
import { openVillage, type Village } from '#test/support/owners.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
})
afterAll(() => village.database.close())

const ask = async (text: string, as: string, name?: string) =>
  (await village.say(text, { as, in: 'garden', ...(name ? { name } : {}) }))?.summary

test('a person over the limit hears 稍后再试 once, the others go on being answered, the next window is new', async () => {
  const answers: (string | undefined)[] = []
  for (let n = 0; n < 13; n++) answers.push(await ask('物业费多少钱', 'eager'))
  expect(answers.slice(0, 10).every((answer) => answer?.startsWith('物业费：2.68'))).toBe(true)
  expect(answers.slice(10)).toEqual(['提问较多，请稍后再试（约10分钟）。', undefined, undefined])
  expect(await ask('物业费多少钱', 'calm')).toContain('2.68')
  village.clock.jumpTo(new Date('2026-11-23T10:11:00+08:00'))
  expect(await ask('物业费多少钱', 'eager')).toContain('2.68')
})

test('programs and our own words coming back are not answered', async () => {
  expect(await ask('物业费多少钱', 'other-bot', '天气机器人')).toBeUndefined()
  const answer = await ask('物业费多少钱', 'parrot-feed')
  expect(await ask(answer!, 'parrot')).toBeUndefined()
})

test('who owes what is nobody’s business in a group', async () => {
  expect(await ask('哪家没交物业费', 'curious')).toContain('涉及个人信息，不在群内提供')
})

test('whoever is forgotten leaves no words behind', async () => {
  await ask('我是王五，物业费多少钱', 'leaver', '王五')
  await ask('物业费多少钱呀', 'stayer')
  await village.act(({ tx }) => eraseSaid(tx, 'wechat', 'leaver'))
  const kept = await rows<{ body: string; raw: string }>(village.database.db, sql`select body, raw from inbound`)
  expect(JSON.stringify(kept)).not.toMatch(/王五|leaver/)
  expect(JSON.stringify(kept)).toContain('物业费多少钱呀')
})
