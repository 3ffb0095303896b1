import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '#src/domain/context.ts'
import { setLadder } from '#src/domain/plans/ladder.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

/** 任务5 was due on Monday 30 November: on Tuesday it is red, and its people are buzzed once, where the plan says so. */

const group = 'oc_11111111111111111111111111111111'
const [liaison, head, other] = ['ou_zhang', 'ou_wang', 'ou_qian']

describe.each(['PGlite', 'Postgres'] as const)('on %s', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await startTown(database, '2026-11-30T17:58:00+08:00')
    town.feishu.createChat(group, { name: '区房管局', members: [liaison, head, other] })
    await town.enrol(liaison, '张工', '区房管局', 'liaison')
    await town.enrol(head, '王局长', '区房管局', 'head')
    await town.enrol(other, '钱工', '区水务局', 'liaison')
    await town.bind({ channel: 'lark', chatId: group, kind: 'work', unit: '区房管局' })
  })
  afterAll(() => town.close())

  const urge = (wanted: boolean) =>
    town.write((tx) => {
      const context = { ...town.service.settings, tx, actor: { type: 'operator' as const }, now: town.clock.now(), cause: 'test' }
      return setLadder(createContext(context), 'haidian-2025', { urge: wanted })
    })
  const cards = () => town.feishu.sent(group).filter((message) => wordsOf(message).includes('到期提醒'))
  const morning = async (day: string) => {
    const before = cards().length
    town.clock.jumpTo(new Date(`2026-${day}T09:31:00+08:00`))
    return until(() => cards()[before], `the card of ${day}`)
  }
  const urgeOf = (day: string) => findOutbound(town.service.database.db, `urge:card:haidian:区房管局:2026-${day}`)
  const settled = (day: string) =>
    until(async () => {
      const row = await urgeOf(day)
      return row && row.state !== 'queued' && row.state !== 'sending' && row
    }, 'the buzz')

  test('not configured: the red card calls nobody', async () => {
    const card = await morning('12-01')
    expect(wordsOf(card)).toContain('任务5已逾期1天')
    expect(await urgeOf('12-01')).toBeUndefined()
    expect(town.feishu.extras.urgents).toEqual([])
  })

  test('configured: the unit’s people are buzzed for the card; it stays one message, and can still be answered', async () => {
    await urge(true)
    const card = await morning('12-08')
    expect(await settled('12-08')).toMatchObject({ state: 'sent', messageId: card.messageId, replaces: 'card:haidian:区房管局:2026-12-08' })
    expect(town.feishu.extras.urgents).toEqual([{ messageId: card.messageId, users: expect.arrayContaining([liaison, head]) }])
    expect(town.feishu.extras.urgents[0]!.users).toHaveLength(2)
    await town.feishu.say(group, liaison, '任务5 80% 已评选8个', { replyTo: card.messageId })
    await until(() => card.versions.length > 1, 'the card to change')
  })

  test('the same red item does not buzz again', async () => {
    await morning('12-15')
    expect(await urgeOf('12-15')).toBeUndefined()
    expect(town.feishu.extras.urgents).toHaveLength(1)
  })
})
