import { afterAll, beforeAll, expect, test } from 'vitest'
import { listOutbound } from '#storage/repositories/outbound.ts'
import { type FakeLlm, hangs, says, startFakeLlm } from '#test/fakes/llm/server.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_11111111111111111111111111111111'
const liaison = 'ou_22222222222222222222222222222222'
const question = '海淀要给多少个老旧小区引入物业'
const plain = '到2027年，海淀的老旧小区都要引入物业。'

let llm: FakeLlm
let town: Town
beforeAll(async () => {
  llm = await startFakeLlm()
  const env = { LLM_BASE_URL: llm.url, LLM_MODEL: 'any-model', LLM_API_KEY: 'the-key' }
  town = await startTown('PGlite', '2026-11-24T14:00:00+08:00', { env })
  town.feishu.createChat(work, { name: '海淀区物业专班', members: [liaison] })
  await town.feishu.addBotToChat(work, { name: '海淀区物业专班', operatorId: liaison })
  await town.enrol(liaison, '张工', '区房管局', 'liaison')
  await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
})
afterAll(async () => {
  await town.close()
  await llm.close()
})

const ask = async () => {
  const { messageId } = await town.feishu.say(work, liaison, question, { mention: true })
  const find = () => town.feishu.sent(work).find((message) => message.parentId === messageId)
  await until(find, 'an answer')
  return () => wordsOf(find()!)
}
const asked = (times: number) => until(() => llm.asked.length >= times, 'the model to be asked')

test('the clause goes out at once; its first line changes in place when the plainer one holds up', async () => {
  llm.answer(says(plain))
  const words = await ask()
  expect(words()).toContain('477')
  await until(() => words().startsWith(plain), 'the plainer line')
  expect(words()).toContain('征求意见稿')
  expect(town.feishu.sent(work).filter((message) => wordsOf(message).includes(plain))).toHaveLength(1)
})

let lied: () => string
test('a lie is dropped, the extractive answer stays', async () => {
  llm.answer(says('海淀要给999个老旧小区引入物业。'))
  lied = await ask()
  await asked(2)
  expect(lied()).toContain('477')
})

test('a model that hangs keeps nobody waiting', async () => {
  llm.answer(hangs)
  const words = await ask()
  await asked(3)
  expect(words()).toContain('477')
  llm.answer(says(plain))
  const later = await ask()
  await until(() => later().startsWith(plain), 'the plainer line')
  expect(lied()).not.toMatch(/999|到2027年，海淀/)
  expect(await listOutbound(town.service.database.db, ['parked', 'unknown'])).toEqual([])
})
