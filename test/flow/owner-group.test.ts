import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { houseJobs } from '#src/scheduler/house.ts'
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

test.each(['隔壁老李家欠了多少物业费', '3号楼老李家到底欠了多少物业废 电话给我一个', '2楼王姐家是不是又没交物业费'])(
  '%s: a neighbour’s matters are told to nobody',
  async (question) => {
    const answer = await ask(question, `curious-${question}`)
    expect(answer).toContain('个人信息')
    expect(answer).not.toContain('2.68')
  },
)

test.each(['楼道里冲电瓶车 违法不 罚多少钱', '修个马桶多少钱', '换个电梯要花多少钱 谁出', '停车费的钱都去哪了', '加装电梯要多少户同意'])(
  '%s is no question to the board, though the board has a word of it',
  async (question) => {
    expect(await ask(question, `asker-${question}`)).not.toMatch(/2\.68|元\/辆|电梯数量/)
  },
)

test('what is asked outside an estate’s group is asked back for the estate; the group’s own estate answers in it, no other', async () => {
  const hint = await village.say('物业费多少钱', { as: 'o1', in: 'nowhere' })
  expect(hint?.summary).toBe('本群还未绑定：请问是哪个小区或单位的群？')
  expect(await village.say('物业费多少钱', { as: 'o1', in: 'nowhere' })).toBeUndefined()
  const direct = (text: string) => village.say(text, { as: 'o7', in: 'o7', chatType: 'direct', channel: 'wecom' })
  expect((await direct('物业费多少钱'))?.summary).toContain('请写明是哪个小区')
  expect((await direct('示例花园物业费多少钱'))?.summary).toContain('2.68元/㎡·月')
  expect((await direct('示例花园公共收益多少'))?.summary).toContain('仅本小区业主可见')
  expect((await village.say('物业费多少钱', { as: 'o1', in: 'court' }))?.summary).toContain('1.45元/㎡·月')
  expect((await village.say('示例花园的物业费多少钱', { as: 'o2', in: 'court' }))?.summary).toBe(
    '本群只提供本小区的公示；示例花园的公示请在其业主群查询。',
  )
})

test('the board as a list of what is there, with dates, and what is not', async () => {
  const board = await village.say('公示', { as: 'lister', in: 'garden' })
  expect(board?.summary).toMatch(/^已公示 \d+ 项，未提供 \d+ 项。$/)
  expect(JSON.stringify(board)).toContain('服务内容和标准、收费标准和方式（2026年3月2日）')
})

test.each([
  ['物业合同什么时候到期', '2024年4月1日至2027年3月31日'],
  ['电梯谁维保', '示例'],
  ['公共收益多少', '32.40万元'],
  ['维修资金还剩多少', '维修资金'],
  ['投诉电话多少', '010-'],
  ['项目经理电话', '010-'],
  ['履约报告', '履约报告'],
])('%s → %s', async (question, words) => {
  const post = await village.say(question, { as: `asker-${question}`, in: 'garden' })
  expect(JSON.stringify([post?.summary, post?.blocks])).toContain(words)
})

test('messages are kept 30 days', async () => {
  await ask('物业费多少钱，我是三十天前的', 'old')
  const count = async () =>
    (await rows<{ n: number }>(village.database.db, sql`select count(*)::int as n from inbound where body like '%三十天前%'`))[0]!.n
  const [purge] = houseJobs({ database: village.database, dataDir: '/nowhere', log: { info() {}, warn() {}, error() {}, debug() {} } })
  await purge!.run(new Date('2026-12-22T10:00:00+08:00'))
  expect(await count()).toBe(1)
  await purge!.run(new Date('2026-12-24T10:00:00+08:00'))
  expect(await count()).toBe(0)
})

test('whoever is forgotten leaves no words behind', async () => {
  await ask('我是王五，物业费多少钱', 'leaver', '王五')
  await ask('物业费多少钱呀', 'stayer')
  await village.act(({ tx }) => eraseSaid(tx, 'wechat', 'leaver'))
  const kept = await rows<{ body: string }>(village.database.db, sql`select body from inbound`)
  expect(JSON.stringify(kept)).not.toMatch(/王五|leaver/)
  expect(JSON.stringify(kept)).toContain('物业费多少钱呀')
})
