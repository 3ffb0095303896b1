import { describe, expect, it } from 'vitest'
import { localField, moment, timeOfDay } from '#src/http/html/calendar.ts'
import { renderChart } from '#src/http/html/chart.ts'
import { parseForm } from '#src/http/html/form.ts'
import { html, webAddress } from '#src/http/html/markup.ts'
import { renderPost } from '#src/http/html/post.ts'
import type { Block, Chart, Field, Form, Post } from '#src/message.ts'

const hostile = `<img src=x onerror="alert(1)">'&`
const escaped = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;'

const render = async (block: Block) => (await renderPost({ summary: '摘要', blocks: [block] })).toString()

const citation = { clause: 'HD-1', title: '《工作方案》', docNo: '京政办发〔2025〕11号', place: '第1条', status: '现行' }

describe('a post as HTML', () => {
  it('prints title, tone, summary and links', async () => {
    const post: Post = {
      title: '到期提醒',
      tone: 'yellow',
      summary: '还有7天',
      links: [{ label: '查看全文', url: 'https://example.cn/r/1' }],
    }
    const page = (await renderPost(post)).toString()
    expect(page).toContain('class="post tone-yellow"')
    expect(page).toContain('<h3>到期提醒</h3>')
    expect(page).toContain('<p class="summary">还有7天</p>')
    expect(page).toContain('<a href="https://example.cn/r/1" target="_blank" rel="noopener noreferrer">查看全文</a>')
  })

  it.each<[Block, string]>([
    [{ kind: 'text', text: '一\n二' }, '<div class="text"><p>一</p><p>二</p></div>'],
    [{ kind: 'note', text: '提示' }, '<div class="note"><p>提示</p></div>'],
    [{ kind: 'quote', text: '原文' }, '<blockquote><p>原文</p></blockquote>'],
    [{ kind: 'facts', facts: [{ label: '时限', value: '11月30日' }] }, '<dt>时限</dt><dd>11月30日</dd>'],
    [{ kind: 'list', title: '要点', items: ['甲', '乙'] }, '<p class="list-title">要点</p><ul><li>甲</li><li>乙</li></ul>'],
    [{ kind: 'fold', title: '另有2项', items: ['丙'] }, '<details><summary>另有2项</summary><ul><li>丙</li></ul></details>'],
    [
      { kind: 'citations', citations: [citation] },
      '《工作方案》</span>第1条</span><span class="cited-status">京政办发〔2025〕11号 · 现行</span>',
    ],
    [
      { kind: 'table', table: { columns: [{ key: 'a', label: '任务' }], rows: [{ a: '5' }, {}] } },
      '<th scope="col">任务</th></tr></thead><tbody><tr><td>5</td></tr><tr><td></td></tr></tbody>',
    ],
  ])('prints a block: %j', async (block, expected) => {
    expect(await render(block)).toContain(expected)
  })

  it.each<Block>([
    { kind: 'text', text: hostile },
    { kind: 'note', text: hostile },
    { kind: 'quote', text: hostile },
    { kind: 'facts', facts: [{ label: hostile, value: hostile }] },
    { kind: 'list', title: hostile, items: [hostile] },
    { kind: 'fold', title: hostile, items: [hostile] },
    { kind: 'citations', citations: [{ ...citation, title: hostile, place: hostile, status: hostile, docNo: hostile }] },
    { kind: 'table', table: { columns: [{ key: 'a', label: hostile }], rows: [{ a: hostile }] } },
    { kind: 'chart', chart: { type: 'bar', title: hostile, unit: hostile, values: [{ label: hostile, value: 1, series: hostile }] } },
    { kind: 'chart', chart: { type: 'line', title: hostile, unit: hostile, values: [{ label: hostile, value: 1 }] } },
  ])('escapes whatever a block of kind $kind says', async (block) => {
    const page = await render(block)
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;img')
  })

  it('escapes title, summary, link labels and everything in a form', async () => {
    const field = { kind: 'input' as const, name: hostile, label: hostile, value: hostile, placeholder: hostile } satisfies Field
    const choice: Field = { kind: 'select', name: hostile, label: hostile, value: hostile, options: [{ value: hostile, label: hostile }] }
    const post: Post = {
      title: hostile,
      summary: hostile,
      links: [{ label: hostile, url: 'https://example.cn/"onclick="x' }],
      form: { action: hostile, args: { a: hostile }, version: 1, submit: hostile, fields: [field, { ...field, multiline: true }, choice] },
    }
    const page = (await renderPost(post, { form: { url: '/submit', hidden: { chat: hostile } } })).toString()
    expect(page).not.toContain('<img')
    expect(page).not.toContain('"onclick')
    expect(page.split(escaped).length).toBeGreaterThan(15)
  })
})

describe('a form', () => {
  const form: Form = {
    action: 'progress',
    args: { plan: 'p', action: '进度' },
    version: 3,
    submit: '提交',
    fields: [
      {
        kind: 'select',
        name: 'status',
        label: '状态',
        value: 'b',
        options: [
          { value: 'a', label: '甲' },
          { value: 'b', label: '乙' },
        ],
      },
      { kind: 'input', name: 'version', label: '版本', value: '7', required: true, maxLength: 5 },
    ],
  }

  it('is left out where nothing can take its answer', async () => {
    expect((await renderPost({ summary: '', form })).toString()).not.toContain('<form')
  })

  it('is posted with its action, arguments and version', async () => {
    const page = (await renderPost({ summary: '', form }, { form: { url: '/submit', hidden: { chatId: 'c1' } } })).toString()
    expect(page).toContain('<form class="post-form" method="post" action="/submit">')
    expect(page).toContain('<input type="hidden" name="chatId" value="c1">')
    expect(page).toContain('<option value="b" selected>乙</option>')
    expect(page).toContain('maxlength="5" required')
  })

  it('is read back as it was sent, also when a field is called like one of ours', () => {
    const body = {
      chatId: 'c1',
      action: 'progress',
      args: JSON.stringify(form.args),
      version: '3',
      'value.status': 'a',
      'value.version': '9',
    }
    expect(parseForm(body)).toEqual({ action: 'progress', args: form.args, version: 3, values: { status: 'a', version: '9' } })
  })

  it.each([
    {},
    { action: 'x', args: '{', version: '1' },
    { action: 'x', args: '{"a":1}', version: '1' },
    { action: 'x', args: '{}', version: 'one' },
  ])('is refused when it is not one of ours: %j', (body) => {
    expect(() => parseForm(body)).toThrow()
  })
})

describe('links', () => {
  it.each(['javascript:alert(1)', ' JAVASCRIPT:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//example.cn', '/r/1', ''])(
    'never lead to %j',
    async (url) => {
      expect(webAddress(url)).toBeUndefined()
      expect((await renderPost({ summary: '', links: [{ label: '全文', url }] })).toString()).toContain('<span>全文</span>')
    },
  )
})

describe('a chart', () => {
  const chart: Chart = {
    type: 'bar',
    title: '计划与完成',
    unit: '次',
    values: [
      { label: '电梯维保', value: 6, series: '计划' },
      { label: '电梯维保', value: 5, series: '完成' },
    ],
  }

  it.each(['bar', 'line'] as const)('of type %s is an inline drawing that a strict CSP lets through', async (type) => {
    const figure = (await renderChart({ ...chart, type })).toString()
    expect(figure).toContain('<svg')
    expect(figure).toContain('viewBox=')
    expect(figure).toMatch(/电梯维保<\/text>/)
    expect(figure).toContain('6 次')
    expect(figure).not.toMatch(/ style=|<style|ecmeta/)
  })

  it('says its values to those who cannot see it', async () => {
    expect((await renderChart(chart)).toString()).toContain('aria-label="计划与完成：电梯维保（计划） 6 次，电梯维保（完成） 5 次"')
  })

  it('says 未提供 when there is nothing to draw', async () => {
    expect((await renderChart({ ...chart, values: [] })).toString()).toContain('未提供')
  })
})

it('refuses a promise inside a template', () => {
  expect(() => html`${Promise.resolve('x')}`).toThrow(TypeError)
})

it('tells the time of Beijing in Chinese', () => {
  const at = new Date('2026-11-22T16:05:09Z')
  expect(moment(at)).toBe('11月23日 星期一 00:05')
  expect(timeOfDay(at, 'second')).toBe('00:05:09')
  expect(localField(at)).toBe('2026-11-23T00:05')
})
