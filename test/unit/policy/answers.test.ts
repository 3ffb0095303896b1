import { describe, expect, test } from 'vitest'
import { ask, cited, index } from './fixture.ts'

describe('a plain question is answered by its clause', () => {
  test.each([
    ['我们院是大学的家属院，海淀以后打算让谁来管物业', ['haidian-2025/15', 'haidian-2025/task-29'], '物业'],
    ['听说市里要给小区配律师，有这回事？', ['beijing-2025/4'], '责任律师'],
    ['石景山红黑榜上都登些什么', ['shijingshan-2025/4-2'], '处罚案例'],
    ['2020年计划里物业企业怎么才能退出', ['beijing-2020/11'], '退出机制'],
    ['啥叫先买后补', ['beijing-2023/2-1-3'], '过渡期'],
    ['海淀每年要搞多少次点对点指导', ['haidian-2025/task-40'], '50次'],
    ['饮用水全覆盖检查哪年能查完', ['haidian-2025/task-56'], '2027年底前'],
    ['海淀电梯保险试点归谁牵头', ['haidian-2025/task-51'], '区市场监管局'],
    ['海淀業委會選不出來怎麼辦', ['haidian-2025/7', 'haidian-2025/task-18'], '物管会'],
    ['小区停车位太少了，晚上根本没地方停', ['haidian-2025/25', 'haidian-2025/task-46'], '错时共享'],
  ])('%s', (question, clauses, said) => {
    const answer = ask(question)
    expect(answer.tier).toBe('answer')
    expect(clauses).toContain(cited(answer)[0])
    expect(answer.text).toContain(said)
  })
})

describe('look-ups', () => {
  test.each([
    ['海淀第三十条讲什么', ['haidian-2025/30']],
    ['任务33谁牵头', ['haidian-2025/task-33']],
    ['市级计划第24条的责任单位', ['beijing-2025/24']],
    ['任务52、53、54的检查频次一样吗', ['haidian-2025/task-52', 'haidian-2025/task-53', 'haidian-2025/task-54']],
    ['区水务局牵头的任务都有哪些', ['haidian-2025/task-57', 'haidian-2025/task-58', 'haidian-2025/task-59']],
    ['2025年10月底前的任务有哪些', ['haidian-2025/task-34', 'haidian-2025/task-35']],
    ['2020年计划第18项哪些部门负责', ['beijing-2020/18']],
    ['海淀方案第三部分组织实施分哪三块', ['haidian-2025/org-1', 'haidian-2025/org-2', 'haidian-2025/org-3']],
    [
      '任务表里写明“每年至少开展一轮”的有哪几项',
      ['haidian-2025/task-52', 'haidian-2025/task-53', 'haidian-2025/task-54', 'haidian-2025/task-60'],
    ],
    ['2020版写物管会组建，新三年计划改了吗', ['beijing-2020/5', 'beijing-2025/3']],
    [
      '海淀要求每年至少搞一轮检查的任务有哪几项',
      ['haidian-2025/task-52', 'haidian-2025/task-53', 'haidian-2025/task-54', 'haidian-2025/task-60'],
    ],
    ['时限里带“视情况推广”的是哪几项', ['haidian-2025/task-46', 'haidian-2025/task-51']],
    ['海房投公司参与哪几项', ['haidian-2025/task-26', 'haidian-2025/task-29', 'haidian-2025/task-65']],
    ['停车那条的责任单位，市里跟海淀各写了谁', ['beijing-2025/23', 'haidian-2025/25']],
    ['万人诉求率按月统计，市里统计到哪一级，海淀统计到哪一级', ['beijing-2025/19', 'haidian-2025/21']],
    ['投诉“双派单”是海淀搞的还是市里搞的', ['beijing-2025/13']],
    ['2020年计划的保障措施有哪几条', ['beijing-2020/guarantee-1', 'beijing-2020/guarantee-2', 'beijing-2020/guarantee-3']],
  ])('%s', (question, clauses) => {
    expect(cited(ask(question)).slice(0, clauses.length)).toEqual(clauses)
  })

  test('a unit with its second name in brackets is the same unit', () => {
    expect(cited(ask('区城市管理委牵头的任务'))).toEqual(expect.arrayContaining(['haidian-2025/task-46', 'haidian-2025/task-55']))
  })

  test('a number without a document is asked back, every reading cited', () => {
    const answer = ask('第8条的责任单位')
    expect(answer).toMatchObject({ tier: 'clarify', refused: false })
    expect(cited(answer)).toEqual(['haidian-2025/8', 'beijing-2025/8', 'beijing-2020/8'])
  })

  test('in a bound group a number means its own plan', () => {
    const answer = ask('第22条责任单位', { district: '海淀区' })
    expect(answer.tier).toBe('answer')
    expect(cited(answer)[0]).toBe('haidian-2025/22')
  })

  test('the unit with most tasks is counted whole and listed in part', () => {
    const answer = ask('区房管局牵头多少项任务')
    expect(answer.lines.summary.split('\n')[0]).toBe('区房管局牵头的任务共38项：')
    expect(answer.citations).toHaveLength(38)
  })

  test.each([
    ['海淀方案正式印发了没有', 'haidian-2025/goal', '征求意见稿'],
    ['2020年的三年计划还有效吗', 'beijing-2020/goal', '现行的是'],
    ['市里三年计划的文号', 'beijing-2025/goal', '京政办发〔2025〕11号'],
    ['石景山的方案定下来没有', 'shijingshan-2025/other', '石建字〔2025〕48号'],
  ])('%s', (question, clause, said) => {
    const answer = ask(question)
    expect(cited(answer)[0]).toBe(clause)
    expect(answer.text).toContain(said)
  })
})

describe('two levels side by side', () => {
  test('each document named is cited with its own words', () => {
    const answer = ask('老旧小区引入物业，市里和海淀2025年的数各是多少')
    expect(cited(answer)).toEqual(expect.arrayContaining(['beijing-2025/14', 'haidian-2025/11']))
    expect(answer.text).toMatch(/300个[\s\S]*60个/)
  })

  test('the document that is silent is said to be', () => {
    const answer = ask('业主开放日是市里要求的还是海淀自己加的')
    expect(cited(answer)[0]).toBe('haidian-2025/16')
    expect(answer.text).toContain('全市：没有直接写到')
  })

  test('what only the city wrote is not put in the district’s mouth', () => {
    expect(cited(ask('双派单是海淀提出来的吗'))[0]).toBe('beijing-2025/13')
  })
})

describe('what a person reads', () => {
  const answer = ask('海淀公共收益怎么管')

  test('one line that answers, the words of the clause, where they stand', () => {
    const [first, quote] = answer.text.split('\n')
    expect(first).toMatch(/^海淀区：.*公共收益/)
    expect(quote).toMatch(/^“.+”——《海淀区.+》.+·征求意见稿$/)
    expect(answer.text.split('\n').length).toBeLessThanOrEqual(5)
  })

  test('quotations are verbatim', () => {
    for (const question of ['海淀电梯更新想申报多少台', '2021年业委会组建率要到多少', '老旧小区改造完谁来验收接管']) {
      for (const { text } of ask(question).lines.quotes) {
        const source = index.entries.map((entry) => entry.clause.text.replace(/\n/g, '')).join('|')
        expect(source).toContain(text.replaceAll(/^…|…$/g, ''))
      }
    }
  })

  test('drafts, expired plans and explanations say so', () => {
    expect(answer.text).toContain('以正式印发文本为准')
    expect(ask('2021年业委会组建率要到多少').text).toContain('仅供了解历史')
    expect(ask('石景山垃圾桶站怎么弄').text).toContain('起草说明')
  })

  test('a date gone by is not taken for work done', () => {
    expect(ask('海淀公共收益的指导意见最晚几月印发').text).toContain('已过，完成情况以任务台账为准')
  })

  test('a flaw of the source is told where it matters', () => {
    const flawed = ask('任务43的工作要求是什么')
    expect(flawed.text).toContain('充电设施')
    expect(flawed.text).toContain('原文疑似有误')
    expect(cited(flawed)).toContain('haidian-2025/task-55')
  })
})

test('how often, where the clause only says 及时: the clause, and that no figure is written', () => {
  const answer = ask('物业多久公示一次合同履行情况')
  expect(cited(answer)[0]).toBe('haidian-2025/16')
  expect(answer.lines.remarks).toContain('原文没有写明具体多久一次')
})

test('who leads the task and by when is told to staff, and to residents who ask for it', () => {
  const question = '海淀公共收益要不要单独记账'
  expect(ask(question).text).not.toContain('牵头区房管局')
  expect(ask(question, { audience: 'member' }).text).toContain('牵头区房管局')
  expect(ask('海淀公共收益单独记账谁牵头').text).toContain('区房管局')
})

test.each([
  ['2025版市级计划哪几条提到“京通”', ['beijing-2025/15', 'beijing-2025/29']],
  ['海淀方案里“首开集团”“外联中心”各出现在哪条', ['haidian-2025/13', 'haidian-2025/14']],
])('%s: every clause that has the words', (question, clauses) => {
  expect(cited(ask(question)).toSorted()).toEqual(clauses)
})

test.each([
  ['楼道里停电动车谁管', '区消防救援局'],
  ['老旧小区2027年前能不能都有物业', '1800个'],
])('%s: %s in the first line', (question, said) => {
  expect(ask(question).text.split('\n')[0]).toContain(said)
})

test('the group’s district comes first where none is named', () => {
  expect(cited(ask('停车怎么管', { district: '海淀区' }))[0]).toMatch(/^haidian/)
  expect(cited(ask('电梯老了能换吗', { district: '石景山区' }))[0]).toMatch(/^shijingshan/)
  expect(cited(ask('停车怎么管', { district: '石景山区' }))[0]).toMatch(/^beijing/)
})
