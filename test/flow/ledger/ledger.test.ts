import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '#src/domain/audit/verify.ts'
import { listAuditAfter } from '#storage/repositories/audit.ts'
import { saveStreets } from '#test/support/register.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_11111111111111111111111111111111'
const streetGroup = 'oc_22222222222222222222222222222222'
const zhao = 'ou_zhao0000000000000000000000000000'
const qian = 'ou_qian0000000000000000000000000000'
const sun = 'ou_sun00000000000000000000000000000'
const li = 'ou_li000000000000000000000000000000'
const owner = 'ou_owner000000000000000000000000000'

/** Ledgers in the group, told as the people there live it. */
describe('the ledgers of Haidian', () => {
  let town: Town
  beforeAll(async () => {
    town = await startTown('Postgres', '2026-11-23T10:00:00+08:00')
    await town.write((tx) => saveStreets(tx, ['示例一街道', '示例二街道']))
    town.feishu.createChat(work, { name: '海淀区物业专班', members: [zhao, qian, sun, li, owner] })
    town.feishu.createChat(streetGroup, { name: '示例一街道物业专班', members: [zhao, qian] })
    await town.enrol(zhao, '赵干事', '示例一街道', 'street')
    await town.enrol(qian, '钱科长', '示例一街道', 'street')
    await town.enrol(sun, '孙干事', '示例二街道', 'street')
    await town.enrol(li, '李主任', '区物业管理工作专班', 'lead')
    await town.enrol(owner, '业主', '示例花园', 'owner')
    await town.feishu.addBotToChat(work, { name: '海淀区物业专班', operatorId: li })
    await town.feishu.addBotToChat(streetGroup, { name: '示例一街道物业专班', operatorId: zhao })
    await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
    await town.bind({ channel: 'lark', chatId: streetGroup, kind: 'work', unit: '示例一街道' })
  })
  afterAll(() => town.close())

  const answerTo = async (as: string, text: string) => {
    const { messageId } = await town.feishu.say(work, as, text, { mention: true })
    const answer = await until(() => town.feishu.sent(work).find((message) => message.parentId === messageId), `an answer to ${text}`)
    return { asked: messageId, answer, words: wordsOf(answer) }
  }
  const say = async (as: string, text: string) => (await answerTo(as, text)).words

  test('the figure with its base, its date and where the number stands', async () => {
    const words = await say(li, '引入物业进度')
    expect(words).toContain('老旧小区引入物业：已销账0/477个（截至2026年11月23日）')
    expect(words).toContain('2025年试点：0/60个，时限2025-12-31')
    expect(words).toContain('至2027年实现477个上账小区')
  })

  test('a street puts its estates on the ledger by one line each', async () => {
    expect(await say(zhao, '台账 引入物业 东里小区 失管 户数：632')).toBe('已上账：老旧小区引入物业 东里小区（示例一街道），上账。')
    expect(await say(zhao, '台账 引入物业 西里小区 单位自管 产权单位：某某厂')).toBe(
      '已上账：老旧小区引入物业 西里小区（示例一街道），上账。',
    )
    expect(await say(zhao, '台账 引入物业 东里小区 失管')).toBe('没有变化：老旧小区引入物业 东里小区（示例一街道），上账。')
    expect(await say(zhao, '台账 引入物业 东里小区 推进中')).toContain('已更新：老旧小区引入物业 东里小区（示例一街道），推进中。')
  })

  test.each([
    ['a street nobody registered', zhao, '台账 引入物业 南里小区 无名街道 失管', '名册中没有街镇「无名街道」'],
    ['a field that is missing', zhao, '台账 引入物业 南里小区', '「管理模式」不能为空'],
    ['a figure that is none', zhao, '台账 引入物业 南里小区 失管 户数：很多', '「户数」应为整数'],
    ['no street at all', li, '台账 引入物业 南里小区 失管', '「街镇」不能为空'],
    ['words nobody understands', zhao, '台账 引入物业 南里小区 挺好', '看不懂「挺好」'],
    ['a ledger there is not', zhao, '台账 电动车 南里小区', '看不懂「电动车」'],
    ['another street', sun, '台账 引入物业 东里小区 失管 户数：1', '此项属于示例一街道'],
    ['an owner', owner, '台账 引入物业 南里小区 示例一街道 失管', '不在本专班名册中'],
    ['closing by hand', zhao, '台账 引入物业 东里小区 已销账', '须经三项证明和街镇、区级复核'],
  ])('refused in one line: %s', async (_what, who, text, line) => {
    const words = await say(who, text)
    expect(words).toContain(line)
    expect(words.split('\n')).toHaveLength(1)
    expect(await say(li, '引入物业进度')).toContain('台账已列2个，与基数相差475个')
  })

  test('the form of the ledger puts one on as well, and the form of an estate brings it up to date', async () => {
    const { answer } = await answerTo(zhao, '台账 引入物业')
    const { toast } = await town.feishu.submitForm(answer.messageId, zhao, {
      name: '北里小区',
      street: '',
      mode: '应急',
      households: '90',
      owner: '',
      company: '',
    })
    expect(toast?.content).toBe('已上账：老旧小区引入物业 北里小区（示例一街道），上账。')
    const item = await answerTo(zhao, '台账 引入物业 北里小区')
    expect(item.words).toContain('北里小区（示例一街道）：上账（2026年11月23日）。')
    const form = { state: 'doing', mode: '应急', households: '91', owner: '', company: '' }
    expect((await town.feishu.submitForm(item.answer.messageId, zhao, form)).toast?.content).toContain('已更新')
    const late = await town.feishu.submitForm(item.answer.messageId, qian, { ...form, households: '92' })
    expect(late.toast?.content).toBe('此项内容已被更新，本次未记录，请查看后重新填报。')
    expect(await say(zhao, '台账 引入物业 北里小区')).toContain('户数：90→91')
  })

  test('an estate is not put up for closing while a proof is missing', async () => {
    expect(await say(zhao, '销账 东里小区')).toContain('还缺：共同决定、物业服务合同、依合同收费。')
    expect(await say(zhao, '销账 东里小区 共同决定 双过半通过')).toContain('请写明业主共同决定选聘物业企业的日期和结果')
    expect(await say(zhao, '销账 东里小区 共同决定 2027-05-10 双过半')).toContain('还没有到')
    expect(await say(zhao, '销账 东里小区 共同决定 2026-05-10 双过半通过')).toContain('还缺：物业服务合同、依合同收费。')
    expect(await say(zhao, '销账 东里小区 申请')).toBe('「东里小区」还缺2项证明：物业服务合同、依合同收费；补齐后再申请，本次未改动。')
    expect(await say(zhao, '销账 东里小区 通过')).toContain('还没有申请销账')
  })

  test('the other proofs by the form, which stays where it is and shows what is left', async () => {
    const card = await answerTo(zhao, '销账 东里小区')
    const fill = (values: Record<string, string>) => town.feishu.submitForm(card.answer.messageId, zhao, { on: '', words: '', ...values })
    const { toast } = await fill({ do: 'contract', on: '2026-06-01', words: '合同编号 示例-12' })
    expect(toast?.content).toBe('东里小区：推进中。还缺：依合同收费。')
    const shown = () => wordsOf(town.feishu.sent(work).find(({ messageId }) => messageId === card.answer.messageId)!)
    await until(() => shown().includes('2026-06-01 合同编号 示例-12'), 'the card brought up to date')
    await fill({ do: 'payment', on: '2026-05-20', words: '首月收缴312户' })
    await until(() => shown().includes('请留意：收费早于合同签订。'), 'the doubt')
    await fill({ do: 'payment', on: '2026-07-20', words: '首月收缴312户' })
    await until(() => shown().includes('证明已齐，可以申请复核。') && !shown().includes('请留意'), 'the third proof')
  })

  test('two reviews by two people, neither of them who asked: only then it is closed', async () => {
    expect(await say(zhao, '销账 东里小区 申请')).toContain('东里小区：待街镇复核。请示例一街道复核。')
    await until(
      () => town.feishu.sent(streetGroup).find((message) => wordsOf(message).includes('请示例一街道复核')),
      'the turn of the street',
    )
    expect(await say(zhao, '销账 东里小区 申请')).toContain('正在复核，无需重复申请')
    expect(await say(zhao, '销账 东里小区 通过')).toBe('申请人不能复核自己的申请，请由另一人复核。')
    expect(await say(sun, '销账 东里小区 通过')).toContain('此步须由小区所在街镇进行')
    expect(await say(li, '销账 东里小区 通过')).toContain('此步须由小区所在街镇进行')
    expect(await say(qian, '销账 东里小区 通过')).toContain('东里小区：待区级复核。请专班负责人复核。')
    expect(await say(zhao, '台账 引入物业 东里小区 户数：1')).toContain('内容不能改动')
    expect(await say(qian, '销账 东里小区 通过')).toContain('此步须由专班负责人进行')
    expect(await say(li, '引入物业进度')).toContain('已销账0/477个')
    const card = await answerTo(li, '销账 东里小区')
    const pass = () => town.feishu.submitForm(card.answer.messageId, li, { do: 'pass', words: '' })
    expect((await pass()).toast?.content).toBe('东里小区：已销账。')
    expect((await pass()).toast?.content).toContain('此项内容已被更新')
    expect(await say(li, '引入物业进度')).toContain('已销账1/477个')
    expect(await say(li, '引入物业进度')).toContain('东里小区（示例一街道）：11月23日已销账')
  })

  test('a second 销账 is refused, with the day of the first', async () => {
    expect(await say(zhao, '销账 东里小区 申请')).toBe(
      '「东里小区」于2026年11月23日已销账，不能重复销账；如有问题请专班负责人重开，本次未改动。',
    )
  })

  test('reopened with a reason, it counts no more', async () => {
    expect(await say(li, '销账 东里小区 重开')).toContain('请写明重开的原因')
    expect(await say(zhao, '销账 东里小区 重开 物业撤场')).toContain('此步须由专班负责人进行')
    expect(await say(li, '销账 东里小区 重开 物业撤场')).toContain('东里小区：推进中。证明已齐')
    expect(await say(li, '引入物业进度')).toContain('已销账0/477个')
    expect(await say(li, '销账 东里小区')).toContain('区物业管理工作专班 重开：物业撤场，转为推进中')
  })

  test('a self-managed estate goes to the leads for a ruling, and waits', async () => {
    expect(await say(zhao, '销账 西里小区 申请')).toContain('管理模式为单位自管，文件未明确能否销账，请专班负责人裁定。')
    expect(await say(zhao, '销账 西里小区 申请')).toContain('正在等待专班裁定')
    expect(await say(zhao, '销账 西里小区 裁定 可销账 我看可以')).toContain('此步须由专班负责人进行')
    expect(await say(li, '销账')).toContain('西里小区（示例一街道）')
    expect(await say(li, '销账 西里小区 裁定 不可销账 单位自管不属于市场化引入')).toContain('专班已裁定不可销账。')
    expect(await say(zhao, '销账 西里小区 申请')).toBe('专班已裁定「西里小区」（单位自管）不可销账：单位自管不属于市场化引入')
    expect(await say(li, '销账 西里小区 裁定 可销账 已转为依合同收费')).toContain('还缺：共同决定、物业服务合同、依合同收费。')
    expect(await say(zhao, '销账 西里小区 申请')).toContain('还缺3项证明')
  })

  test('the base moves only by a recorded adjustment of a lead', async () => {
    expect(await say(zhao, '台账 引入物业 调整 +3 新排查出3个失管小区')).toContain('需由专班负责人进行')
    expect(await say(li, '台账 引入物业 调整 +3')).toContain('调整基数须写明原因')
    expect(await say(li, '台账 电梯更新 调整 +3 多报了')).toContain('没有固定基数')
    expect(await say(li, '台账 引入物业 调整 +3 新排查出3个失管小区')).toBe('已调整：老旧小区引入物业基数+3，现为480个。')
    const words = await say(li, '引入物业进度')
    expect(words).toContain('已销账0/480个')
    expect(words).toContain('基数480个（文件477，调整+3）')
    expect(words).toContain('+3：新排查出3个失管小区（区物业管理工作专班，2026年11月23日）')
  })

  test('counting by one line, and a recalled line counts no more', async () => {
    expect(await say(li, '点对点指导 +1 东里小区 公共收益公示')).toContain('已计数：点对点指导 +1（东里小区），2026年累计1次。')
    const second = await answerTo(li, '点对点指导 +2 西里小区')
    expect(second.words).toContain('2026年累计3次。')
    expect(second.words).toContain('年度目标不少于50次')
    expect(await say(li, '点对点指导今年做了几次')).toContain('点对点指导：2026年年度目标：3次，目标不少于50次（截至2026年11月23日）')
    await town.feishu.people.recall(second.asked)
    await until(async () => (await say(li, '点对点指导进度')).includes('2026年年度目标：1次'), 'the count without the recalled one')
  })

  test('lifts: what is asked is declaring, not renewing', async () => {
    await say(zhao, '台账 电梯更新 东里小区 设备代码：31101 已申报')
    await say(zhao, '台账 电梯更新 东里小区 设备代码：31102')
    expect(await say(zhao, '台账 电梯更新 东里小区 更新完成')).toContain('有2条「东里小区」，请写明设备代码')
    const words = await say(li, '电梯更新完成1000台了吗')
    expect(words).toContain('申报：1台，目标不少于1000台')
    expect(words).toContain('更新完成0台')
  })

  test('all of it stands in the trail, unbroken, without anybody’s name or words', async () => {
    const verdict = await verifyAudit(town.service.database.db)
    expect(verdict.breaks).toEqual([])
    const rows = JSON.stringify(await listAuditAfter(town.service.database.db, 0, 1000))
    expect(rows).toContain('ledger.adjust')
    for (const said of [zhao, li, '赵干事', '李主任', '物业撤场', '双过半', '东里']) expect(rows).not.toContain(said)
    expect(town.feishu.doubles()).toBe(0)
  })
})
