import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChat } from '#storage/repositories/people.ts'
import { sampleCommunities } from '#storage/seed/sample/estates.ts'
import { saveSampleCommunities } from '#test/support/register.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const group = 'oc_11111111111111111111111111111111'
const [lead, owner, liaison, stranger] = ['ou_lead', 'ou_owner', 'ou_liaison', 'ou_stranger']

/** How a group begins with the bot, and how the two part. */
describe.each(['PGlite', 'Postgres'] as const)('a group on %s', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await startTown(database, '2026-11-21T10:00:00+08:00')
    await town.write((tx) => saveSampleCommunities(tx))
    await town.enrol(lead, '李主任', '区住房城乡建设委', 'lead')
    await town.enrol(liaison, '张工', '区房管局', 'liaison')
    town.feishu.createChat(group, { members: [lead, owner, liaison, stranger] })
    await town.feishu.addBotToChat(group, { name: '示例花园', operatorId: stranger, ownerId: owner })
  })
  afterAll(() => town.close())

  const welcome = () => until(() => town.feishu.sent(group)[0], 'the welcome')
  const chat = () => findChat(town.service.database.db, 'lark', group)
  const submit = async (userId: string, values: Record<string, string>) =>
    (await town.feishu.submitForm((await welcome()).messageId, userId, values)).toast?.content
  const garden = sampleCommunities[0]!

  test('offers both kinds and what to choose from', async () => {
    const words = wordsOf(await welcome())
    for (const choice of ['本群是', '工作群', '业主群', '区房管局', garden.name]) expect(words).toContain(choice)
  })

  test('is bound neither by just anybody nor, to the task force, by an owner who is not on the roster', async () => {
    expect(await submit(stranger, { kind: '业主群', community: garden.id })).toContain('专班负责人或群主')
    expect(await submit(owner, { kind: '工作群' })).toContain('专班负责人或群主')
    expect(await chat()).toMatchObject({ state: 'met', ownerId: owner })
  })

  test('is bound by its owner to their estate, and the card says so', async () => {
    expect(await submit(owner, { kind: '业主群', community: garden.id })).toBe('已绑定为业主群。')
    await until(async () => wordsOf(await welcome()).includes('已绑定为业主群'), 'the changed card')
    expect(await chat()).toMatchObject({ state: 'bound', kind: 'owner', communityId: garden.id })
  })

  test('is bound by a lead in words as well', async () => {
    await town.feishu.say(group, lead, '绑定 工作群', { mention: true })
    await until(async () => (await chat())?.kind === 'work', 'the binding')
  })

  test('has a new name and a new owner', async () => {
    await town.feishu.people.rename(group, '物业专班')
    await until(async () => (await chat())?.name === '物业专班', 'the name')
  })

  test('hears that a unit is left without anybody, and nothing about others', async () => {
    await town.feishu.people.leave(group, stranger)
    await town.feishu.people.leave(group, liaison)
    const told = await until(() => town.feishu.sent(group).find((one) => wordsOf(one).includes('已退出本群')), 'the departure')
    expect(wordsOf(told)).toContain('张工（区房管局）')
    expect(town.feishu.sent(group).filter((one) => wordsOf(one).includes('已退出本群'))).toHaveLength(1)
  })

  test('that sent the bot away is sent nothing more, whatever comes late; let in again it is as it was', async () => {
    const before = new Date('2026-11-21T10:00:30+08:00')
    town.clock.jumpTo(new Date('2026-11-21T11:00:00+08:00'))
    await town.feishu.people.removeBot(group)
    await until(async () => (await chat())?.state === 'gone', 'the end')
    const now = town.clock.now()
    town.clock.jumpTo(before)
    Object.assign(town.feishu.createChat(group), { botIn: true })
    await town.feishu.addBotToChat(group, { name: '迟到的事件' })
    town.clock.jumpTo(now)
    await town.feishu.say(group, lead, '帮助', { lost: true })
    expect(await chat()).toMatchObject({ state: 'gone', name: '物业专班' })
    town.clock.jumpTo(new Date('2026-11-21T12:00:00+08:00'))
    await town.feishu.addBotToChat(group, { name: '物业专班' })
    await until(async () => (await chat())?.state === 'bound', 'the return')
  })
})
