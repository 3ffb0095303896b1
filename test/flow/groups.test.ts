import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveUnits } from '#storage/repositories/people.ts'
import { saveSampleCommunities } from '#test/support/register.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

/** What a group gets before it is bound, who may bind it, and what wrong words get. */

const work = 'oc_44444444444444444444444444444444'
const lead = 'ou_55555555555555555555555555555555'
const street = 'ou_66666666666666666666666666666666'
const nobody = 'ou_77777777777777777777777777777777'

let town: Town
beforeAll(async () => {
  town = await startTown('PGlite', '2026-11-23T14:00:00+08:00')
  town.feishu.createChat(work, { name: '专班', members: [lead, street, nobody] })
  await town.write((tx) => saveSampleCommunities(tx))
  await town.write((tx) =>
    saveUnits(
      tx,
      ['示例一街道', '示例二街道'].map((name) => ({
        workspaceId: 'haidian',
        name,
        aliases: [name.slice(2)],
        kind: 'street' as const,
        sample: true,
      })),
    ),
  )
  await town.enrol(lead, '李主任', '区房管局', 'lead')
  await town.enrol(street, '赵干事', '示例一街道', 'street')
})
afterAll(() => town.close())

const answerTo = async (as: string, text: string) => {
  const { messageId } = await town.feishu.say(work, as, text, { mention: true })
  const answer = await until(() => town.feishu.sent(work).find((message) => message.parentId === messageId), `an answer to ${text}`)
  return wordsOf(answer)
}

test('an unbound group: one hint, then silence', async () => {
  expect(await answerTo(nobody, '任务')).toContain('本群还未绑定')
  await town.feishu.say(work, nobody, '公共收益归谁', { mention: true })
  await town.feishu.say(work, nobody, '在吗', { mention: true })
  expect(await answerTo(nobody, '绑定 工作群')).toMatch(/须由专班负责人.*进行/)
  expect(town.feishu.sent(work)).toHaveLength(2)
})

test('a lead binds it by a message; wrong words get the right usage in one line', async () => {
  expect(await answerTo(lead, '绑定 聊天群')).toBe('请这样写：绑定 工作群 [单位]，或 绑定 业主群 小区名称')
  expect(await answerTo(lead, '绑定 业主群 不存在小区')).toContain('没有小区「不存在小区」')
  expect(await answerTo(lead, '绑定 工作群')).toContain('已绑定为专班工作群')
})

test('only the task force’s lead may bind again', async () => {
  expect(await answerTo(street, '绑定 工作群')).toMatch(/由专班负责人.*进行/)
})

test('各街镇 is each street for itself', async () => {
  expect(await answerTo(street, '进度 6 30% 已开展协商12次')).toBe('已记录：任务6（示例一街道）推进中，30%。')
  const task = await answerTo(lead, '任务 6')
  expect(task).toContain('示例一街道：推进中 30%')
  expect(task).toContain('示例二街道：未填报')
})

test('somebody else’s task, no such task, no progress told: one clear line each', async () => {
  expect(await answerTo(street, '进度 57 50%')).toBe('任务57不由您所在单位牵头，本次未记录。')
  expect(await answerTo(street, '进度 99 50%')).toBe('没有编号为99的任务，请核对后再报。')
  expect(await answerTo(nobody, '进度 6 50%')).toContain('不在本专班名册中')
  expect(await answerTo(street, '进度 6 500%')).toContain('0到100')
})

test('a recalled report is taken back, and the list shows the state before', async () => {
  const { messageId } = await town.feishu.say(work, street, '进度 6 90% 写错了', { mention: true })
  await until(() => town.feishu.sent(work).find((message) => message.parentId === messageId), 'the answer')
  await town.feishu.people.recall(messageId)
  await until(async () => (await answerTo(lead, '任务 6')).includes('示例一街道：推进中 30%'), 'the state before')
})

test('a text with NUL and half a character is stored and answered like any other', async () => {
  expect(await answerTo(lead, '第\u000016条\ud800说什么')).toContain('第16条')
})
