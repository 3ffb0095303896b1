import { describe, expect, it } from 'vitest'
import { LIMITS, lintCard } from '#src/channels/lark/card/lint.ts'
import { type Drawing, isPlain, renderCard, renderPlainCard, renderText } from '#src/channels/lark/card/render.ts'
import { textOf } from '#src/channels/lark/card/text.ts'
import type { Block, Form, Post } from '#src/message.ts'
import { lintArrivingCard } from '#test/fakes/feishu/cards.ts'
import { findByTag } from '#test/fakes/feishu/forms.ts'

const form: Form = {
  action: 'progress',
  args: { unit: '区房管局' },
  version: 4,
  submit: '提交',
  fields: [
    { kind: 'select', name: 'task', label: '任务', options: [{ value: '5', label: '第5项' }], value: '5' },
    { kind: 'input', name: 'percent', label: '完成百分比', value: '40', maxLength: 3, placeholder: '0-100' },
    { kind: 'input', name: 'remark', label: '说明', multiline: true, maxLength: 5000, required: true },
  ],
}
const table: Block = {
  kind: 'table',
  table: {
    columns: [
      { key: 'no', label: '序号' },
      { key: 'task', label: '任务' },
    ],
    rows: Array.from({ length: 12 }, (_, at) => ({ no: String(at), task: `任务${at}` })),
  },
}
const everything: Post = {
  title: '督办日报',
  tone: 'red',
  summary: '逾期 2 项',
  blocks: [
    { kind: 'text', text: '**不是**粗体 <at id=all></at>' },
    { kind: 'note', text: '提示' },
    { kind: 'quote', text: '原文' },
    { kind: 'facts', facts: [{ label: '进度*', value: '40% <at id=all></at>' }] },
    { kind: 'list', title: '今日', items: ['甲', '乙'] },
    { kind: 'fold', title: '未回复（3）', items: ['丙'] },
    {
      kind: 'citations',
      citations: [
        {
          clause: 'haidian-2025/11',
          title: '行动方案',
          docNo: '海政发〔2025〕1号',
          place: '第11条',
          status: '现行',
          url: 'https://example.gov.cn/文件(1)?a=1',
        },
      ],
    },
    { kind: 'picture', picture: { content: 'p1', name: '长图', url: 'https://example.gov.cn/p1' } },
    { kind: 'file', file: { content: 'f1', name: '点评.docx', url: 'https://example.gov.cn/f1' } },
    table,
    { kind: 'chart', chart: { type: 'bar', title: '办结率', unit: '%', values: [{ label: '房管局', value: 82, series: '本月' }] } },
  ],
  form,
  links: [{ label: '查看台账', url: 'https://example.gov.cn/t' }],
}
const members = new Set<string>()
const cardOf = (post: Post, drawing?: Drawing) => {
  const { rendered, problems } = renderCard(post, drawing)
  expect(problems).toEqual([])
  return { card: JSON.parse(rendered.content), content: rendered.content }
}

describe('a card', () => {
  it('of everything a post can hold passes our limits and the platform’s', () => {
    const { card } = cardOf(everything, { keys: { p1: 'img_v3_1' } })
    expect(lintCard(card)).toEqual([])
    expect(lintArrivingCard(card, members, (key) => key === 'img_v3_1')).toBeUndefined()
    expect(findByTag(card, 'img')).toHaveLength(1)
    expect(lintArrivingCard(cardOf(everything).card, members)).toBeUndefined()
  })
  it('says the summary in the notification and the colour of its tone', () => {
    const { card } = cardOf(everything)
    expect(card.config).toEqual({ update_multi: true, enable_forward: false, width_mode: 'fill', summary: { content: '逾期 2 项' } })
    expect(card.header).toEqual({ template: 'red', title: { tag: 'plain_text', content: '督办日报' } })
  })
  it('never lets words become markup', () => {
    const { card } = cardOf(everything)
    const markdowns = findByTag(card, 'markdown').map(({ content }) => content)
    expect(markdowns.join('\n')).not.toMatch(/<at|进度\*(?!\*)/)
    expect(findByTag(card, 'plain_text').some(({ content }) => content === '**不是**粗体 <at id=all></at>')).toBe(true)
  })
  it('links a citation to its source', () => {
    expect(cardOf(everything).content).toContain('](https://example.gov.cn/%E6%96%87%E4%BB%B6%281%29?a=1) · 第11条 · 现行')
  })
  it('draws a chart of the numbers, without functions', () => {
    const [chart] = findByTag(cardOf(everything).card, 'chart')
    expect(chart!.chart_spec).toMatchObject({
      type: 'bar',
      xField: 'label',
      yField: 'value',
      seriesField: 'series',
      title: { text: '办结率（%）' },
    })
  })
  it('pages its tables by ten and writes a fourth one out', () => {
    const { card, content } = cardOf({ title: '表', summary: '四张', blocks: [table, table, table, table] })
    const tables = findByTag(card, 'table')
    expect(tables.map(({ page_size }) => page_size)).toEqual([10, 10, 10])
    expect(content).toContain('序号 11，任务 任务11')
  })
})

describe('its form', () => {
  const node = () => findByTag(cardOf(everything).card, 'form')[0]!
  it('has a field per field, under its own name', () => {
    expect(findByTag(node(), 'select_static')).toMatchObject([{ name: 'task', initial_option: '5', required: true }])
    expect(findByTag(node(), 'input')).toMatchObject([
      { name: 'percent', default_value: '40', max_length: 3, required: false },
      { name: 'remark', input_type: 'multiline_text', max_length: 1000, required: true },
    ])
  })
  it('is submitted with action, arguments and version in value and name', () => {
    expect(findByTag(node(), 'button')).toMatchObject([
      {
        name: 'progress_v4',
        form_action_type: 'submit',
        behaviors: [{ type: 'callback', value: { action: 'progress', args: { unit: '区房管局' }, version: 4 } }],
      },
    ])
  })
})

describe('too much for a card', () => {
  const long = (kind: 'text' | 'quote'): Post => ({
    title: '长',
    summary: '概要',
    blocks: [
      { kind: 'facts', facts: [{ label: '单位', value: '房管局' }] },
      { kind, text: '长文'.repeat(20_000) },
    ],
  })
  it.each<[string, Post]>([
    ['bytes of text', long('text')],
    ['bytes of a quote', long('quote')],
    [
      'items',
      { title: '长', summary: '概要', blocks: [{ kind: 'list', items: Array.from({ length: 3000 }, (_, at) => `第${at}项没有完成`) }] },
    ],
    ['blocks', { title: '长', summary: '概要', blocks: Array.from({ length: 150 }, (_, at) => ({ kind: 'text', text: `第${at}段` })) }],
    ['charts', { title: '长', summary: '概要', blocks: Array.from({ length: 7 }, () => everything.blocks!.at(-1)!) }],
    [
      'rows',
      {
        title: '长',
        summary: '概要',
        blocks: [
          { ...table, table: { ...table.table, rows: Array.from({ length: 2000 }, (_, at) => ({ no: String(at), task: '任务' })) } },
        ],
      },
    ],
    [
      'choices',
      {
        title: '长',
        summary: '概要',
        form: {
          ...form,
          fields: [
            {
              kind: 'select',
              name: 'task',
              label: '任务',
              value: '299',
              options: Array.from({ length: 300 }, (_, at) => ({ value: String(at), label: `任务${at}` })),
            },
          ],
        },
      },
    ],
  ])('%s: shortened until it fits, and says so', (_, post) => {
    const { card, content } = cardOf(post)
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(LIMITS.bytes)
    expect(lintArrivingCard(card, members)).toBeUndefined()
    expect(content).toContain('此处有省略')
    expect(content).toContain('概要')
  })
  it('keeps what is short and cuts the longest', () => {
    expect(cardOf(long('text')).content).toContain('房管局')
  })
  it('keeps the default of a choice', () => {
    const fields: Form['fields'] = [
      {
        kind: 'select',
        name: 'task',
        label: '任务',
        value: '299',
        options: Array.from({ length: 300 }, (_, at) => ({ value: String(at), label: `任务${at}` })),
      },
    ]
    const { card } = cardOf({ title: '长', summary: '概要', form: { ...form, fields } })
    const [select] = findByTag(card, 'select_static')
    expect(select!.options).toContainEqual({ text: { tag: 'plain_text', content: '任务299' }, value: '299' })
  })
  it('shows the way to the whole', () => {
    const links = [{ label: '报告', url: 'https://example.gov.cn/r/1' }]
    const { card } = cardOf({ ...long('text'), links }, { page: 'https://example.gov.cn/m/1' })
    expect(findByTag(card, 'button')).toMatchObject([
      { text: { content: '查看全部' }, behaviors: [{ default_url: 'https://example.gov.cn/m/1' }] },
      { text: { content: '报告' } },
    ])
    expect(findByTag(cardOf({ summary: '短', links }, { page: 'https://example.gov.cn/m/1' }).card, 'button')).toHaveLength(1)
  })
  it('never halves a character', () => {
    const { content } = cardOf({ title: '长', summary: '概要', blocks: [{ kind: 'text', text: `a${'😀'.repeat(20_000)}` }] })
    expect(content.isWellFormed()).toBe(true)
    expect(content).not.toMatch(/\\ud83d…/)
  })
})

describe('the limits as code', () => {
  const card = (elements: object[], more: object = {}) => ({ schema: '2.0', config: { update_multi: true }, body: { elements }, ...more })
  const submit = { tag: 'button', name: 's', form_action_type: 'submit', text: { tag: 'plain_text', content: '提交' } }
  const input = (name?: string, more: object = {}) => ({ tag: 'input', name, ...more })
  const nested = (depth: number): object => (depth === 0 ? { tag: 'hr' } : { tag: 'interactive_container', elements: [nested(depth - 1)] })
  it.each([
    ['bytes', card([{ tag: 'markdown', content: 'x'.repeat(31_000) }])],
    ['nodes', card(Array.from({ length: 201 }, () => ({ tag: 'hr' })))],
    ['nesting', card([nested(6)])],
    ['tables', card(Array.from({ length: 4 }, () => ({ tag: 'table', page_size: 5, columns: [] })))],
    ['columns', card([{ tag: 'table', columns: Array.from({ length: 51 }, () => ({})) }])],
    ['pageSize', card([{ tag: 'table', page_size: 11, columns: [] }])],
    ['charts', card(Array.from({ length: 6 }, () => ({ tag: 'chart', chart_spec: {} })))],
    ['inputLength', card([{ tag: 'form', name: 'f', elements: [input('a', { max_length: 1001 }), submit] }])],
    ['headerTags', card([], { header: { text_tag_list: Array.from({ length: 4 }, () => ({ tag: 'text_tag' })) } })],
    ['names', card([{ tag: 'form', name: 'f', elements: [input('a'), input('a'), submit] }])],
    ['form', card([{ tag: 'form', name: 'f', elements: [input(undefined), submit] }])],
    ['form', card([{ tag: 'form', name: 'f', elements: [input('a')] }])],
    ['form', card([{ tag: 'form', name: 'f', elements: [{ tag: 'table', columns: [] }, submit] }])],
    ['form', card([{ tag: 'column_set', columns: [{ tag: 'column', elements: [{ tag: 'form', name: 'f', elements: [submit] }] }] }])],
    ['options', card([{ tag: 'select_static', name: 's', initial_option: 'z', options: [{ value: 'a' }] }])],
    ['options', card([{ tag: 'select_static', name: 's', options: [{ value: 'a' }, { value: 'a' }] }])],
  ])('%s', (rule, broken) => {
    expect(new Set(lintCard(broken).map((problem) => problem.rule))).toEqual(new Set([rule]))
  })
  it('a card at its limits passes', () => {
    expect(lintCard(card([nested(5), ...Array.from({ length: 194 }, () => ({ tag: 'hr' }))]))).toEqual([])
  })
})

describe('in plain words', () => {
  it('says everything the card says', () => {
    expect(textOf(everything)).toBe(
      [
        '【督办日报】逾期 2 项',
        '**不是**粗体 <at id=all></at>',
        '提示',
        '“原文”',
        '进度*：40% <at id=all></at>',
        '今日\n· 甲\n· 乙',
        '未回复（3）\n· 丙',
        '《行动方案》（海政发〔2025〕1号） · 第11条 · 现行 https://example.gov.cn/文件(1)?a=1',
        '长图：https://example.gov.cn/p1',
        '附件《点评.docx》：https://example.gov.cn/f1',
        ...Array.from({ length: 12 }, (_, at) => `序号 ${at}，任务 任务${at}`),
        '办结率\n· 房管局 本月：82%',
        '请直接回复本条消息：任务（第5项）、完成百分比、说明',
        '查看台账：https://example.gov.cn/t',
      ].join('\n'),
    )
  })
  it('calls nobody', () => {
    expect(renderText(everything).content).not.toMatch(/<at/)
  })
  it('is for few words alone', () => {
    expect(
      [
        { summary: '好' },
        { summary: '好', title: '题' },
        { summary: '长'.repeat(3000) },
        { summary: '好', links: [{ label: 'a', url: 'b' }] },
      ].map(isPlain),
    ).toEqual([true, false, false, false])
  })
  it('fits into a text message whatever its length', () => {
    expect(Buffer.byteLength(renderText({ summary: '长'.repeat(100_000) }).content)).toBeLessThanOrEqual(150 * 1024)
  })
  it('as a card holds nothing that could be refused', () => {
    const card = JSON.parse(renderPlainCard(everything).content)
    expect(lintArrivingCard(card, members)).toBeUndefined()
    expect(['form', 'table', 'chart', 'markdown'].flatMap((tag) => findByTag(card, tag))).toEqual([])
    expect(JSON.stringify(card)).toContain('未回复（3）')
  })
})
