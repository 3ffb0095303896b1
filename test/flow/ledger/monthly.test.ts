import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveAppealEstates, saveAppealMonths } from '#storage/repositories/indicator.ts'
import { saveUnits } from '#storage/repositories/people.ts'
import { saveStreets } from '#test/support/register.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_11111111111111111111111111111111'
const li = 'ou_li000000000000000000000000000000'
const firm = 'ou_firm0000000000000000000000000000'
const workspaceId = 'haidian'

/** What comes once a month: snapshots of the ledgers, figures of 诉求. */
describe.each(['PGlite', 'Postgres'] as const)('a turn of the month on %s', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await startTown(database, '2026-11-29T10:00:00+08:00')
    await town.write((tx) => saveStreets(tx, ['示例一街道', '示例二街道', '示例三镇']))
    town.feishu.createChat(work, { name: '海淀区物业专班', members: [li, firm] })
    await town.enrol(li, '李主任', '区物业管理工作专班', 'lead')
    await town.enrol(firm, '王经理', '示例物业', 'property')
    await town.feishu.addBotToChat(work, { name: '海淀区物业专班', operatorId: li })
    await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
  })
  afterAll(() => town.close())

  const say = async (as: string, text: string) => {
    const { messageId } = await town.feishu.say(work, as, text, { mention: true })
    return wordsOf(await until(() => town.feishu.sent(work).find((message) => message.parentId === messageId), `an answer to ${text}`))
  }
  const snapshots = () =>
    town.feishu
      .sent(work)
      .map(wordsOf)
      .filter((words) => words.includes('台账月度快照'))
  const at = (instant: string) => town.clock.jumpTo(new Date(instant))

  test('nothing on the ledgers: no word of them', async () => {
    at('2026-11-30T09:00:50+08:00')
    await until(() => town.feishu.sent(work).some((message) => wordsOf(message).includes('督办日报')), 'the digest of the same slot')
    expect(snapshots()).toEqual([])
  })

  test('the first snapshot of something, on the first working day of the month', async () => {
    at('2026-11-30T14:00:00+08:00')
    await say(li, '台账 引入物业 东里小区 示例一街道 失管')
    await say(li, '点对点指导 +2 东里小区')
    at('2026-12-01T09:00:50+08:00')
    const words = await until(() => snapshots()[0], 'the snapshot')
    expect(words).toContain('台账月度快照 2026-12')
    expect(words).toContain('老旧小区引入物业：已销账0/477个，无变化')
    expect(words).toContain('点对点指导：2026年年度目标：2次，目标不少于50次，完成+2')
    expect(words).not.toContain('电梯更新')
  })

  test('told once, and not again on the next days', async () => {
    at('2026-12-02T09:00:50+08:00')
    await until(() => town.feishu.sent(work).filter((message) => wordsOf(message).includes('督办日报')).length >= 2, 'the next digest')
    expect(snapshots()).toHaveLength(1)
  })

  test('the next month tells what changed since, also of the base', async () => {
    await say(li, '点对点指导 +3 东里小区')
    await say(li, '台账 引入物业 调整 +3 新排查出3个失管小区')
    at('2027-01-04T09:00:50+08:00')
    const words = await until(() => snapshots()[1], 'the second snapshot')
    expect(words).toContain('老旧小区引入物业：已销账0/480个，基数+3')
    expect(words).toContain('点对点指导：2027年年度目标：0次，目标不少于50次，新年度重新计数')
  })

  test('诉求: nothing imported, nothing made up', async () => {
    expect(await say(li, '诉求')).toBe('还没有导入诉求数据，未提供。')
  })

  test('the rate with its formula and its base; where none is laid down, 定义待提供', async () => {
    const row = (street: string, count: number, base: number | null) => ({
      workspaceId,
      month: '2026-12',
      street,
      count,
      base,
      baseKind: base === null ? null : '常住人口',
      source: '2027-01-04导入 第2行',
    })
    await town.write(async (tx) => {
      await saveAppealMonths(tx, [row('示例一街道', 48, 150_000), row('示例二街道', 3, 90_000), row('示例三镇', 7, null)])
      const estate = (street: string, name: string, count: number) => ({ workspaceId, month: '2026-12', street, name, count })
      await saveAppealEstates(
        tx,
        [estate('示例一街道', '东里小区', 12), estate('示例二街道', '西里小区', 12), estate('示例一街道', '北里小区', 4)].map((some) => ({
          ...some,
          rank: { 东里小区: 71, 西里小区: 9 }[some.name] ?? null,
          households: some.name === '东里小区' ? 600 : null,
          topics: some.name === '东里小区' ? ['停车', '电梯'] : [],
          source: '2027-01-04导入 第5行',
        })),
      )
    })
    const words = await say(li, '诉求')
    expect(words).toContain('2026-12 3个街镇共58件。')
    expect(words).toContain('示例一街道：万人诉求率3.2（48件÷150000×10000，基数为常住人口）')
    expect(words).toContain('示例三镇：7件，万人诉求率未提供（缺少基数）')
    expect(words).toContain('定义待提供')
    expect(words.indexOf('示例一街道')).toBeLessThan(words.indexOf('示例二街道'))
  })

  test('streets in the order of the register, whatever their figures', async () => {
    const unit = (name: string, position: number) => ({ workspaceId, name, aliases: [], kind: 'street' as const, position, sample: true })
    await town.write((tx) => saveUnits(tx, [unit('示例三镇', 1), unit('示例一街道', 2), unit('示例二街道', 3)]))
    const words = await say(li, '诉求')
    const at = ['示例三镇：7件', '示例一街道：万人诉求率3.2', '示例二街道：万人诉求率'].map((line) => words.indexOf(line))
    expect(at).toEqual(at.toSorted((a, b) => a - b))
    expect(at[0]).toBeGreaterThan(0)
  })

  test('the estates of the first hundred as the city lists them, no place made up, the count per hundred households', async () => {
    const words = await say(li, '诉求 2026年12月')
    const lines = [
      '全市第9：西里小区（示例二街道）12件',
      '全市第71：东里小区（示例一街道）12件，每百户2件，停车、电梯',
      '北里小区（示例一街道）4件',
    ]
    expect(lines.map((line) => words.indexOf(line))).toEqual(lines.map((line) => words.indexOf(line)).toSorted((a, b) => a - b))
    for (const line of lines) expect(words).toContain(line)
    expect(words).not.toMatch(/并列|(?<!全市)第\d+：/)
  })

  test('outside the government: no handful as a number, no list of estates', async () => {
    const words = await say(firm, '诉求')
    expect(words).toContain('示例二街道：少于5件，比率不予显示')
    expect(words).not.toContain('东里小区')
    expect(await say(firm, '诉求 示例二街道')).not.toMatch(/3件|0\.33/)
  })

  test('a lead lays down what is counted; from then on the formula is theirs', async () => {
    expect(await say(firm, '诉求 定义 分子：件数 分母：户数 依据：自定')).toContain('需由专班负责人进行')
    const line = '诉求 定义 分子：物业类诉求件数（不含咨询） 分母：常住人口 依据：专班2026年第12次会议'
    expect(await say(li, line)).toBe('已登记：万人诉求率＝物业类诉求件数（不含咨询）÷常住人口×10000。')
    const words = await say(li, '万人诉求率 示例一街道')
    expect(words).toContain('2026-12 示例一街道：万人诉求率3.2')
    expect(words).toContain('公式：物业类诉求件数（不含咨询）÷常住人口×10000（专班2026年第12次会议）')
    expect(words).not.toContain('定义待提供')
  })

  test.each([
    ['a month without figures', '诉求 2026-11', '没有2026-11的诉求数据，现有：2026-12。'],
    ['a street nobody registered', '诉求 无名街道', '名册中没有街镇「无名街道」，请核对名称。'],
    ['words nobody understands', '诉求 上个月', '看不懂「上个月」'],
  ])('refused in one line: %s', async (_what, text, line) => expect(await say(li, text)).toContain(line))
})
