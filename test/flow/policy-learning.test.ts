import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { purgeQuestions } from '#storage/repositories/learn.ts'
import { saveSampleCommunities } from '#test/support/register.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_11111111111111111111111111111111'
const lead = 'ou_22222222222222222222222222222222'
const liaison = 'ou_33333333333333333333333333333333'
const owners = 'garden@chatroom'

describe('what the documents leave open is learned from the staff', { timeout: 60_000 }, () => {
  let town: Town
  beforeAll(async () => {
    town = await startTown('PGlite', '2026-11-24T14:00:00+08:00')
    await town.write((tx) => saveSampleCommunities(tx))
    town.feishu.createChat(work, { name: '海淀区物业专班', members: [lead, liaison] })
    await town.feishu.addBotToChat(work, { name: '海淀区物业专班', operatorId: lead })
    town.wechat.createContact('chen', '陈女士')
    town.wechat.createRoom(owners, '示例花园业主群', ['chen'])
    await town.enrol(lead, '李主任', '区房管局', 'lead')
    await town.enrol(liaison, '张工', '区水务局', 'liaison')
    await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
    await town.bind({ channel: 'wechat', chatId: owners, kind: 'owner', community: '示例花园' })
  })
  afterAll(() => town.close())

  const say = async (text: string, as = lead) => {
    const { messageId } = await town.feishu.say(work, as, text, { mention: true })
    return until(() => town.feishu.sent(work).find((message) => message.parentId === messageId), `an answer to ${text}`)
  }
  const ask = async (text: string) => {
    const before = town.wechat.sent.length
    town.wechat.say(owners, 'chen', `@督办\u2005${text}`)
    return until(() => town.wechat.sent.slice(before).find((message) => message.to === owners)?.text, `an answer to ${text}`, 40_000)
  }
  const cards = () => town.feishu.sent(work).filter((message) => /待答 \d+ 件/.test(wordsOf(message)) && !message.parentId)
  const card = (words: string) => until(() => cards().find((message) => wordsOf(message).includes(words)), `a card with ${words}`)

  test('an owner asks what no document says: refused, and put before the staff without a name', async () => {
    expect(await ask('业委会要几个人组成，我的车是京A12345')).toContain('没有写人数')
    const words = wordsOf(await card('待答 1 件'))
    expect(words).toContain('业委会要几个人组成，我的车是某车（未答上）')
    expect(words).not.toMatch(/陈女士|A12345/)
  })

  test('asked again it counts up; another stands on the same card', async () => {
    await ask('业委会要几个人组成啊，我的车是京A12346')
    await card('，2次')
    await ask('业主大会多久开一次')
    await card('待答 2 件')
    expect(cards()).toHaveLength(1)
  })

  test('other cities and private matters are no questions for the staff', async () => {
    await ask('上海的业委会几个人')
    await ask('501业主的电话是多少')
    expect(wordsOf(await card('待答 2 件'))).not.toMatch(/上海|电话/)
  })

  test('anger and a bare 那呢 are met with one line each, and are no questions for the staff', async () => {
    const calm = '要反映具体情况，可发送「转12345 内容」整理成文，也可联系社区居委会、街镇。'
    for (const said of ['物业都是骗子', '物业太差了', '保安态度恶劣']) expect(await ask(said)).toContain(calm)
    town.clock.jumpTo(new Date('2026-11-24T14:30:00+08:00'))
    expect(await ask('那呢？')).toContain('请把要问的事说完整')
    expect(wordsOf(await card('待答 2 件'))).not.toMatch(/骗子|太差|恶劣|那呢/)
  })

  test('a liaison proposes an answer in the group, which does not count yet', async () => {
    expect(wordsOf(await say('待答 1 文件没有规定，可以向街道咨询', liaison))).toBe('第1问已记下，待专班负责人核定。')
    expect(wordsOf(await card('待核定'))).toContain('区水务局张工拟答：文件没有规定，可以向街道咨询')
    expect(wordsOf(await say('待答 1 通过', liaison))).toContain('专班负责人')
  })

  test('a lead approves: from now on it is the answer, with its author, day and end', async () => {
    expect(wordsOf(await say('待答 1 通过'))).toBe('第1问答复已生效，有效至2027年5月24日。')
    await card('待答 1 件')
    const answer = await ask('业委会要几个人组成')
    expect(answer.split('\n')[0]).toBe('@陈女士\u2005文件没有规定，可以向街道咨询')
    expect(answer).toContain('专班答复·区水务局张工·2026-11-24核定，有效至2027-05-24')
  })

  test('a lead answers by the form on the card', async () => {
    const { toast } = await town.feishu.submitForm((await card('待答 1 件')).messageId, lead, { question: '2', answer: '以小区公示为准' })
    expect(toast?.content).toBe('第2问答复已生效，有效至2027年5月24日。')
    await card('待答 0 件')
    expect(await ask('业主大会多久开一次')).toContain('以小区公示为准')
  })

  test('an answer that did not help is put before the staff', async () => {
    const before = town.wechat.sent.length
    await ask('公共收益怎么管')
    expect(await ask('没用')).toBe('@陈女士\u2005已记下，这一问转工作人员核对。')
    expect(wordsOf(await card('待答 1 件'))).toContain('公共收益怎么管（答复不满意）')
    expect(town.wechat.sent.length - before).toBe(2)
  })

  test('on Feishu it is said by the form under the answer, without a further message', async () => {
    const answer = await say('区水务局牵头哪些任务')
    const before = town.feishu.sent(work).length
    const { toast } = await town.feishu.submitForm(answer.messageId, liaison, { verdict: 'useful' })
    expect(toast?.content).toBe('已记下，谢谢。')
    expect(town.feishu.sent(work)).toHaveLength(before)
  })

  test('on Friday the leads see what was asked most and what is open', async () => {
    town.clock.jumpTo(new Date('2026-11-27T16:20:45+08:00'))
    const week = await until(() => town.feishu.sent(work).find((message) => wordsOf(message).includes('问答周报')), 'the week')
    expect(wordsOf(week)).toMatch(/业委会要几个人组成.*次/)
    expect(wordsOf(week)).toContain('公共收益怎么管')
    expect(wordsOf(week)).not.toMatch(/陈女士|A12345/)
  })

  test('an answer of the staff ends with its day', async () => {
    town.clock.jumpTo(new Date('2027-05-25T10:00:00+08:00'))
    expect(await ask('业委会要几个人组成')).toContain('没有写人数')
  })

  test('after thirty days nobody can read what was asked', async () => {
    await town.write((tx) => purgeQuestions(tx, new Date('2027-05-01T00:00:00+08:00')))
    expect(wordsOf(await say('待答'))).toContain('待答 1 件')
    expect(wordsOf(await say('待答'))).not.toContain('公共收益')
  })
})
