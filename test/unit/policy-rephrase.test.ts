import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '#src/config.ts'
import { rephrase } from '#src/domain/policy/rephrase/rephrase.ts'
import { unsupported } from '#src/domain/policy/rephrase/rules-claims.ts'
import { createModel } from '#src/rephrase/model.ts'
import { type FakeLlm, fails, hangs, says, startFakeLlm, streams } from '#test/fakes/llm/server.ts'

const clause = '2025年底前，区房管局牵头完成60个老旧小区引入物业；应当经专有部分面积三分之二以上的业主参与表决，业主大会同意。'
const place = { title: '工作方案', place: '第11条' }

describe('what the cited words do not say is found', () => {
  test.each([
    ['区房管局2025年底前要给60个老旧小区引入物业。', []],
    ['由区房管局牵头，面积三分之二以上的业主参与表决。', []],
    ['区房管局要给600个老旧小区引入物业。', ['600', '600个']],
    ['区房管局要给6个老旧小区引入物业。', ['6', '6个']],
    ['60%的老旧小区引入物业。', ['60%']],
    ['2026年底前完成。', ['2026', '2026年']],
    ['由区水务局牵头。', ['由区水务局']],
    ['面积四分之三以上的业主参与表决。', ['四分之三']],
    ['过半数业主同意即可。', ['过半数']],
    ['十个小区引入物业。', ['十个']],
    ['《物业管理条例》要求引入物业。', ['物业管理条例']],
    ['老旧小区不得引入物业。', ['不得']],
    ['2025年底前，可以引入物业。', ['可以']],
  ])('%s', (said, more) => expect(unsupported(said, [clause])).toEqual(more))
})

describe('a model behind an endpoint', () => {
  let llm: FakeLlm
  beforeAll(async () => {
    llm = await startFakeLlm()
  })
  afterAll(() => llm.close())
  const ask = (withinMs = 6000) =>
    rephrase(createModel({ baseUrl: llm.url, apiKey: 'the-key', model: 'any-model' }, withinMs), '引入物业多少个？我电话13800138000', [
      { ...place, text: clause },
    ])

  test('says it in plainer words, having seen the clauses and the question alone', async () => {
    llm.answer(says('区房管局牵头，2025年底前给60个老旧小区引入物业。'))
    expect(await ask()).toBe('区房管局牵头，2025年底前给60个老旧小区引入物业。')
    const [asked] = llm.asked
    expect(asked).toMatchObject({ authorization: 'Bearer the-key', model: 'any-model' })
    expect(asked!.messages.at(-1)!.content).toBe(`问题：引入物业多少个？我电话某号码\n\n条款：\n《工作方案》第11条\n${clause}`)
  })

  test('streams although it was not asked to', async () => {
    llm.answer(streams('2025年底前给60个老旧小区引入物业。'))
    expect(await ask()).toBe('2025年底前给60个老旧小区引入物业。')
  })

  test.each([
    ['another number', '2025年底前给80个老旧小区引入物业。'],
    ['an office of its own', '区城管委牵头给老旧小区引入物业。'],
    ['an address', '60个老旧小区，详见 https://example.com'],
    ['an essay', '60个老旧小区引入物业。'.repeat(20)],
    ['several lines', '60个老旧小区引入物业。\n区房管局牵头。'],
    ['nothing', ''],
  ])('lies with %s: dropped', async (_, said) => {
    llm.answer(says(said))
    expect(await ask()).toBeUndefined()
  })

  test.each([
    ['is out of order', fails(500, '{"error":"busy"}')],
    ['answers something else', fails(200, '<html>')],
    ['answers without end', fails(200, 'x'.repeat(100_000))],
  ])('%s: an error, not an answer', async (_, manner) => {
    llm.answer(manner)
    await expect(ask()).rejects.toThrow()
  })

  test('hangs: given up in time', async () => {
    llm.answer(hangs)
    await expect(ask(300)).rejects.toThrow(/timeout/i)
  })
})

test('an endpoint needs a model: the missing key is named', () => {
  expect(() => loadConfig({ LLM_BASE_URL: 'https://llm.example/v1' })).toThrow('语言模型 缺少 LLM_MODEL')
  expect(loadConfig({ LLM_BASE_URL: 'https://llm.example/v1/', LLM_MODEL: 'm' }).llm).toEqual({
    baseUrl: 'https://llm.example/v1',
    model: 'm',
  })
  expect(loadConfig({}).llm).toBeUndefined()
})
