import { afterAll, beforeAll, expect, test } from 'vitest'
import { listOpenQuestions } from '#storage/repositories/learn.ts'
import { openVillage, type Village } from '#test/support/owners.ts'

/** What goes before the staff can be answered by whoever reads it there. */

let village: Village
beforeAll(async () => {
  village = await openVillage()
})
afterAll(() => village.database.close())

test('a question that only asks on is put before the staff with what it asks on about', async () => {
  const ask = (text: string) => village.say(text, { as: 'o1', in: 'garden' })
  await ask('业主自己管小区要定什么制度')
  expect((await ask('那要几天'))?.summary).toMatch(/没有(直接)?写/)
  const open = await village.act(({ tx }) => listOpenQuestions(tx, 'haidian', ['open']))
  expect(open.map(({ text }) => text)).toEqual(['业主自己管小区要定什么制度 那要几天'])
})
