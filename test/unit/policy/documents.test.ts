import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseDocument } from '#src/domain/policy/parse.ts'
import { statusOf } from '#src/domain/policy/status.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'

const documents = loadSeedDocuments()
const documentOf = (id: string) => documents.find((document) => document.manifest.id === id)!
const clauseOf = (id: string) => documents.flatMap((document) => document.clauses).find((clause) => clause.id === id)!
const range = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)

const expectedIds: Record<string, string[]> = {
  'haidian-2025': ['goal', ...range('', 33), ...range('org-', 3), ...range('task-', 66)],
  'beijing-2025': ['goal', ...range('', 32), 'org'],
  'shijingshan-2025': ['background', ...range('1-', 3), ...range('2-', 4), ...range('3-', 4), ...range('4-', 3), 'other'],
  'beijing-2020': ['guiding', ...range('principle-', 4), 'goal', ...range('', 18), ...range('guarantee-', 3)],
  'beijing-2023': [...range('1-', 5), '2', ...range('2-1-', 4), ...range('2-2-', 3), ...range('2-3-', 3), '2-4', '3', ...range('4-', 3)],
}

/** sha-256 of the five files as received: a changed character in a policy text is never an edit of ours */
const hashes: Record<string, string> = {
  'beijing-2020': 'b790beedb15aa0723161d8daf75303c0623e80fe97d1c0fb0a6ee8d2f09a65a3',
  'beijing-2023': 'b6a82edf7dd68b6f94c11c930a3ef3c41ef0fa1bcce0cfb64bfe922774901537',
  'beijing-2025': '3ea1a7a22df2faed5c8d0dfd3e68aa1103f6ceac77f1f901f7617e50eddf8019',
  'haidian-2025': 'b16edf981e3fd9e18b9ef9f942162df0394b9ccb281a086cea5392a292d786a3',
  'shijingshan-2025': '2176f88dac53c6801be2f5057723c99ebe4f56c1ef9f162447c88b440cfdf273',
}

describe('the five documents', () => {
  test.each(Object.entries(expectedIds))('%s has exactly its clauses, in order', (id, tails) => {
    expect(documentOf(id).clauses.map((clause) => clause.id)).toEqual(tails.map((tail) => `${id}/${tail}`))
  })

  test.each(documents)('$manifest.id is its source byte for byte, and its nodes give it back', ({ manifest, nodes }) => {
    const source = readFileSync(new URL(`../../../storage/seed/documents/${manifest.file}`, import.meta.url), 'utf8')
    expect(createHash('sha256').update(source).digest('hex')).toBe(hashes[manifest.id])
    expect(nodes.map((node) => node.text).join('')).toBe(source)
  })

  test('every clause is found on the lines it names', () => {
    for (const { manifest, clauses } of documents) {
      const lines = readFileSync(new URL(`../../../storage/seed/documents/${manifest.file}`, import.meta.url), 'utf8').split('\n')
      for (const clause of clauses) {
        const there = lines
          .slice(clause.lineFrom - 1, clause.lineTo)
          .join('')
          .replace(/\s/g, '')
        for (const paragraph of clause.text.split('\n')) expect(there, clause.id).toContain(paragraph.replace(/\s/g, ''))
      }
    }
  })

  test.each([
    ['beijing-2020/principle-2', '坚持将物业管理纳入社区治理体系。将物业管理作为社区治理的重要内容'],
    ['beijing-2020/goal', '物业管理体系,街道(乡镇)、社区管理力量'],
    ['beijing-2020/3', '党的组织覆盖率；充分利用'],
    ['beijing-2020/6', '推动召开业主大会,引导'],
    ['beijing-2020/12', '提高专业能力和服务水平。'],
    ['beijing-2020/15', '“吹哨报到”工作机制作用,'],
    ['beijing-2020/18', '加大推广用力度。'],
    ['haidian-2025/task-8', '社区“两委”委员、'],
  ])('%s: the sentence cut by the page is whole again', (id, text) => {
    expect(clauseOf(id).text).toContain(text)
  })

  test.each([
    ['haidian-2025/11', '第11条', '分阶段完成任务销账'],
    ['haidian-2025/org-1', '三（一）', '强化工作统筹'],
    ['haidian-2025/goal', '一、工作目标', '工作目标'],
    ['shijingshan-2025/1-2', '二（一）2', '强化多方协同参与，推进依法依规履职'],
    ['beijing-2023/2-2-3', '二（二）3', '业主自行服务模式'],
    ['beijing-2023/2-4', '二（四）', '街道、社区应急服务模式'],
  ])('%s is cited as %s %s', (id, place, title) => {
    expect(clauseOf(id)).toMatchObject({ place, title })
  })

  test.each([
    ['haidian-2025/25', ['区城市管理委（交通委）', '区房管局', '各街镇']],
    ['beijing-2025/11', ['市住房城乡建设委', '市市场监管局', '各区政府']],
    ['beijing-2020/9', ['市住房城乡建设委']],
    ['beijing-2023/1-1', []],
  ])('%s names its responsible units', (id, units) => {
    expect(clauseOf(id).units).toEqual(units)
  })

  test('the city plan names nine units and the districts, the remark in brackets left out', () => {
    expect(clauseOf('beijing-2025/1').units).toHaveLength(10)
    expect(clauseOf('beijing-2025/1').units.at(-1)).toBe('各区政府')
  })
})

describe('the 66 tasks', () => {
  const { rows } = documentOf('haidian-2025')
  const rowsPerClause = [3, 3, 2, 3, 3, 2, 2, 1, 1, 2, 2, 2, 1, 1, 1, 3, 2, 1, 1, 2, 1, 3, 2, 1, 2, 4, 3, 1, 4, 1, 2, 2, 2]
  const clauseOfRow = rowsPerClause.flatMap((count, index) => Array<string>(count).fill(`haidian-2025/${index + 1}`))

  test('each belongs to its clause', () => {
    expect(rows.map((row) => row.clause)).toEqual(clauseOfRow)
  })

  test('row 8: the cell cut inside a word', () => {
    expect(rows[7]).toMatchObject({
      requirement: '推荐符合条件的社区“两委”委员、社区报到在职党员、业主中的党员,通过法定程序进入业委会（物管会）。',
      deadline: '持续落实',
    })
  })

  test('row 43: the requirement is quoted as printed, though it belongs to row 55', () => {
    expect(rows[42]!.task).toContain('垃圾分类')
    expect(rows[42]!.requirement).toBe('牵头部门会同街镇组织持续推进充电设施性能安全检查，并督促问题整改。')
  })

  test('row 58: the empty last cell stays empty', () => {
    expect(rows[57]).toMatchObject({ lead: ['区水务局', '区城市管理委', '各街镇'], support: [], deadline: '持续落实' })
  })
})

describe('other documents', () => {
  const manifest = { id: 'x', file: 'x.txt', title: 'x', shortTitle: 'x', jurisdiction: '北京市', level: 'law', status: '现行' } as const

  test('a law is read by its articles, enumerations stay inside them', () => {
    const text =
      '# 条例\n\n## 第一章 总则\n\n第一条 为了规范。\n\n第二条 下列情形适用：\n\n（一）住宅；\n\n（二）其他。\n\n## 第二章 附则\n\n第三条 本条例施行。\n'
    const { clauses } = parseDocument(manifest, text)
    expect(clauses.map(({ id, place, path }) => [id, place, path])).toEqual([
      ['x/1', '第一条', ['第一章 总则']],
      ['x/2', '第二条', ['第一章 总则']],
      ['x/3', '第三条', ['第二章 附则']],
    ])
    expect(clauses[1]!.text).toBe('下列情形适用：\n（一）住宅；\n（二）其他。')
  })

  test('between articles 二、停放 is a heading, and no words of the article before it', () => {
    const { clauses } = parseDocument(
      manifest,
      '办法\n一、总则\n第一条 为了安全。\n第二条 有下列情形的：\n一、甲；\n二、乙。\n二、停放和充电\n第三条 不得私拉电线。\n',
    )
    expect(clauses.map(({ id, path, text }) => [id, path, text])).toEqual([
      ['x/1', ['一、总则'], '为了安全。'],
      ['x/2', ['一、总则'], '有下列情形的：\n一、甲；\n二、乙。'],
      ['x/3', ['二、停放和充电'], '不得私拉电线。'],
    ])
  })

  test('without a layout the headings number the clauses', () => {
    const { clauses } = parseDocument(
      manifest,
      '关于某事的意见\n一、总则\n（一）先说。甲事要办好。\n（二）再说。乙事要办好。\n二、附则\n自发布之日起施行。\n',
    )
    expect(clauses.map((clause) => clause.id)).toEqual(['x/1-1', 'x/1-2', 'x/2'])
  })

  test('a table that lost a cell is refused, never shifted', () => {
    const cells = ['序号', '任务描述', '完成时限', '1', '甲', '年底前', '2', '乙']
    const text = `一、目标\n办好。\n附件\n${cells.map((cell) => `\t${cell}`).join('\n')}\n`
    expect(() => parseDocument(manifest, text)).toThrow('单元格数8不是3的倍数')
  })

  test('a text without clauses is refused', () => {
    expect(() => parseDocument(manifest, '只有一句话。')).toThrow('没有读出条款')
  })
})

test.each([
  ['beijing-2020', '2022-12-31', '现行'],
  ['beijing-2020', '2023-01-01', '期满'],
  ['beijing-2023', '2026-11-21', '现行'],
  ['haidian-2025', '2028-01-01', '征求意见稿'],
  ['shijingshan-2025', '2026-11-21', '起草说明'],
])('%s on %s is %s', (id, on, status) => {
  expect(statusOf(documentOf(id).manifest, on)).toBe(status)
})
