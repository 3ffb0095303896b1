import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listReportPicture } from '#storage/repositories/report.ts'
import { saveSampleEstates } from '#test/support/register.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_11111111111111111111111111111111'
const liaison = 'ou_22222222222222222222222222222222'
const stranger = 'ou_33333333333333333333333333333333'
const owners = 'garden@chatroom'

/** The whole story as both groups live it, Feishu by the real SDK over HTTP, WeChat by wechaty over gRPC. */
describe.each(['PGlite', 'Postgres'] as const)('a Monday in Haidian on %s', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await startTown(database, '2026-11-23T09:29:58+08:00')
    await town.write(async (tx) => {
      await saveSampleEstates(tx)
    })
    town.feishu.createChat(work, { name: '海淀区物业专班', members: [liaison, stranger] })
    town.wechat.createContact('chen', '陈女士')
    town.wechat.createRoom(owners, '示例花园业主群', ['chen'])
    await town.enrol(liaison, '张工', '区房管局', 'liaison')
    await town.bind({ channel: 'wechat', chatId: owners, kind: 'owner', community: '示例花园' })
  })
  afterAll(() => town.close())

  const say = async (text: string, options: { mention?: boolean; replyTo?: string; as?: string } = {}) => {
    const { messageId } = await town.feishu.say(work, options.as ?? liaison, text, {
      mention: options.mention ?? true,
      ...(options.replyTo ? { replyTo: options.replyTo } : {}),
    })
    return until(() => town.feishu.sent(work).find((message) => message.parentId === messageId), `an answer to ${text}`)
  }
  const ask = async (text: string) => {
    const before = town.wechat.sent.length
    town.wechat.say(owners, 'chen', `@督办\u2005${text}`)
    return until(() => town.wechat.sent.slice(before).find((message) => message.to === owners)?.text, `an answer to ${text}`)
  }
  const card = () => until(() => town.feishu.sent(work).find((message) => wordsOf(message).includes('到期提醒')), 'the reminder card')

  test('the bot comes into the group and says how to begin', async () => {
    await town.feishu.addBotToChat(work, { name: '海淀区物业专班', operatorId: stranger })
    const welcome = await until(() => town.feishu.sent(work)[0], 'the welcome')
    expect(wordsOf(welcome)).toContain('本群还未绑定')
    await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
    town.clock.jumpTo(new Date('2026-11-23T09:30:40+08:00'))
  })

  test('09:30 one card for the unit: what is due, what is to be made up, one form', async () => {
    const words = wordsOf(await card())
    expect(words).toContain('区房管局：任务5还有7天')
    expect(words).toContain('16项待补录')
    expect(town.feishu.sent(work).filter((message) => wordsOf(message).includes('到期提醒'))).toHaveLength(1)
  })

  test('a colleague of no unit presses the button: a polite no, nothing written', async () => {
    const { toast } = await town.feishu.submitForm((await card()).messageId, stranger, { status: 'done', percent: '100', remark: '代填' })
    expect(toast).toMatchObject({ type: 'warning', content: expect.stringContaining('名册') })
    expect(wordsOf(await card())).not.toContain('100%')
  })

  test('the liaison fills the form: a toast at once, the same card shows it', async () => {
    const { toast } = await town.feishu.submitForm((await card()).messageId, liaison, {
      status: 'doing',
      percent: '60',
      remark: '已评选6个',
    })
    expect(toast).toEqual({ type: 'success', content: '已记录：任务5（区房管局）推进中，60%。' })
    await until(async () => wordsOf(await card()).includes('推进中 60%'), 'the patched card')
    expect(town.feishu.sent(work).filter((message) => wordsOf(message).includes('到期提醒'))).toHaveLength(1)
  })

  test('a reply to the card is progress, whatever words it starts with', async () => {
    const answer = await say('政策已研究完毕，进度到80%', { mention: false, replyTo: (await card()).messageId })
    expect(wordsOf(answer)).toBe('已记录：任务5（区房管局）推进中，80%。')
    await until(async () => wordsOf(await card()).includes('推进中 80%'), 'the patched card')
  })

  test('a percent nobody can have is refused in one line', async () => {
    const { toast } = await town.feishu.submitForm((await card()).messageId, liaison, { status: 'doing', percent: '130', remark: '' })
    expect(toast?.content).toBe('完成百分比请填0到100之间的整数，本次未记录。')
  })

  test('a question of policy is answered with the clause and whether it counts', async () => {
    const words = wordsOf(await say('区水务局牵头哪些任务'))
    expect(words).toContain('共3项')
    expect(words).toContain('征求意见稿')
  })

  test('an owner asks what the estate has published', async () => {
    expect(await ask('物业费多少钱')).toContain('物业费：2.68元/㎡·月')
    expect(await ask('消防应急处置方案有吗')).toContain('未提供')
  })

  test('an owner asks about policy and gets the source', async () => {
    const answer = await ask('海淀要给多少个老旧小区引入物业')
    expect(answer).toContain('477')
    expect(answer).toContain('征求意见稿')
  })

  test('another district is not ours to speak of', async () => {
    expect(await ask('朝阳区老旧小区什么时候引入物业')).toMatch(/朝阳区/)
  })

  test('10:10 the report arrives, once: words, then the long picture', async () => {
    const { db } = town.service.database
    await until(async () => (await listReportPicture(db, 'sample-garden-2026q3', 1)).length > 0, 'the picture, drawn ahead', 30_000)
    town.clock.jumpTo(new Date('2026-11-23T10:10:45+08:00'))
    const report = await until(
      () => town.wechat.sent.find((message) => message.text.includes('2026年第三季度履约报告'))?.text,
      'the report',
    )
    expect(report).toContain('https://duban.example/r/sample-garden-2026q3')
    expect(report.length).toBeLessThan(300)
    const picture = await until(() => town.wechat.puppet.files[0], 'the long picture')
    expect(picture).toMatchObject({ to: owners, name: expect.stringMatching(/履约报告长图\.png$/) })
    expect([picture.bytes.subarray(1, 4).toString(), picture.bytes.readUInt32BE(16)]).toEqual(['PNG', 1080])
    const page = await fetch(`${town.service.url}/r/sample-garden-2026q3`)
    expect(await page.text()).toContain('未提供')
    expect(town.wechat.sent.filter((message) => message.text.includes('履约报告'))).toHaveLength(1)
  })

  test('the next morning the digest tells what changed', async () => {
    town.clock.jumpTo(new Date('2026-11-24T09:00:41+08:00'))
    const digest = await until(() => town.feishu.sent(work).find((message) => wordsOf(message).includes('督办日报')), 'the digest')
    expect(wordsOf(digest)).toContain('任务5（区房管局）推进中 80%')
    expect(town.feishu.doubles()).toBe(0)
  })
})
