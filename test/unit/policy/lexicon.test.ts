import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerQuestion } from '#src/domain/policy/answer/answer.ts'
import { createPolicyIndex } from '#src/domain/policy/answer/index.ts'
import { parseDocument } from '#src/domain/policy/parse.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { index, todayOn } from './fixture.ts'

const lexicon = loadSeedLexicon()
const sources = loadSeedDocuments().map(({ manifest }) =>
  readFileSync(new URL(`../../../storage/seed/documents/${manifest.file}`, import.meta.url), 'utf8').replace(/\s/g, ''),
)

describe('the lexicon fits the documents', () => {
  test('ways of asking belong to clauses there are, and every clause has 25 and more', () => {
    const asked = new Set(lexicon.phrasings.flatMap(({ clauses }) => clauses))
    for (const id of asked) expect(index.byId.has(id), id).toBe(true)
    expect(index.entries.filter((entry) => entry.phrases.length < 25).map((entry) => entry.clause.id)).toEqual([])
  })

  test('what nothing answers is asked about clauses there are, and is no way of asking for one', () => {
    const told = new Set(lexicon.phrasings.flatMap(({ phrases }) => phrases))
    for (const { clauses, phrases } of lexicon.untold) {
      for (const id of clauses) expect(index.byId.has(id), id).toBe(true)
      expect(phrases.filter((phrase) => told.has(phrase))).toEqual([])
    }
  })

  test('what residents say leads to words the documents use', () => {
    for (const [said, official] of lexicon.glossary) {
      for (const word of official)
        expect(sources.some((source) => source.includes(word)) || index.isKnown(index.fold(word)), `${said} → ${word}`).toBe(true)
    }
  })

  test('flaws are told of clauses there are', () => {
    for (const { clauses, see = [] } of lexicon.defects) for (const id of [...clauses, ...see]) expect(index.byId.has(id), id).toBe(true)
  })

  test('the register holds all 27 flaws known of the five documents', () => {
    expect([...new Set(lexicon.defects.map(({ no }) => no))]).toEqual(Array.from({ length: 27 }, (_, at) => at + 1))
  })

  test.each([
    ['任务9什么时候完成', '同一栏写了两个时限'],
    ['海淀有没有加装电梯', '只在市级计划里有'],
    ['双派单是海淀提的吗', '只在市级计划里有'],
    ['石景山维修责任在什么期内明确', '疑为“维保期内”'],
    ['2022年计划的三率是哪三率，组建率90%', '不是接诉即办的“三率”'],
    ['自行管理的小区在海淀能销账吗', '原文没有写明'],
  ])('an answer that touches a flaw says so: %s', (question, said) => {
    expect(answerQuestion(index, { question, audience: 'member', todayOn }).text).toContain(said)
  })

  test('no word is written in two ways that replace each other', () => {
    for (const [variant, term] of lexicon.canonical) if (variant !== term) expect(index.fold(index.fold(variant))).toBe(index.fold(variant))
  })
})

test('a law once imported is named, cited and no longer a gap', () => {
  const manifest = {
    id: 'rules-2024',
    file: '',
    title: '北京市物业管理条例',
    shortTitle: '物业管理条例',
    jurisdiction: '北京市',
    level: 'law',
    status: '现行',
  } as const
  const law = parseDocument(
    manifest,
    '北京市物业管理条例\n第一条 为了规范物业管理，制定本条例。\n第二条 住宅物业适用本条例。\n第三条 应急物业服务期限不超过六个月。\n',
  )
  const question = { question: '北京市物业管理条例第三条是什么', audience: 'owner', todayOn } as const
  expect(answerQuestion(index, question).refused).toBe(true)
  const wider = createPolicyIndex([...loadSeedDocuments(), law], lexicon)
  expect(answerQuestion(wider, question).citations[0]).toMatchObject({ clause: 'rules-2024/3', status: '现行' })
})

test.each([
  ['充电棚私拉电线罚多少', 'charging/2', '二百元'],
  ['集中充电办法第2条', 'charging/2', '私拉电线'],
])('%s: what a document says of money, and the name it goes by, count once it is held', (question, clause, said) => {
  const charging = parseDocument(
    {
      ...{ id: 'charging', file: 'charging.txt', title: '海淀区电动自行车充电棚集中充电管理暂行办法', shortTitle: '集中充电办法' },
      ...{ jurisdiction: '海淀区', level: 'district', status: '现行' },
    },
    '海淀区电动自行车充电棚集中充电管理暂行办法\n第一条 充电棚由物业服务人管理。\n第二条 在充电棚私拉电线的，由街道处二百元罚款。\n第三条 本办法自发布之日起施行。\n',
  )
  const answer = answerQuestion(createPolicyIndex([...loadSeedDocuments(), charging], lexicon), { question, audience: 'owner', todayOn })
  expect(answer.citations[0]?.clause).toBe(clause)
  expect(answer.text).toContain(said)
})
