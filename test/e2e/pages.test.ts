import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { catalogue } from '#src/domain/disclosures/catalogue.ts'
import type { Board, CatalogueItem } from '#src/domain/disclosures/disclosure.ts'
import type { Report } from '#src/domain/reports/report.ts'
import { createPages } from '#src/http/pages/pages.ts'

const figure = { unit: '次', period: '2026年7至9月', source: '电梯维保记录', status: '已核' } as const

const report: Report = {
  id: 'q3',
  communityId: 'qinghe',
  communityName: '清和苑<小区>',
  periodLabel: '2026年第三季度',
  periodType: 'quarter',
  from: '2026-07-01',
  to: '2026-09-30',
  preparedBy: '示例物业服务有限公司',
  reviewedBy: '清和苑业主委员会',
  version: 2,
  publishedAt: new Date('2026-10-11T16:30:00Z'),
  hash: 'a'.repeat(64),
  sample: true,
  sections: [
    {
      title: '设施设备维护',
      figures: [
        { ...figure, label: '电梯维保', value: '5', planned: 6, done: 5 },
        { ...figure, label: '水箱清洗', status: '自报' },
      ],
      note: '8月停运一次',
    },
  ],
}

const item = (code: string, visibility: 'PUB' | 'OWN'): CatalogueItem => ({
  code,
  title: `事项${code}`,
  words: [],
  by: '物业服务人',
  cadence: '每年',
  basis: '《北京市物业管理条例》第七十条',
  visibility,
})

const disclosure = (code: string, value?: string) => ({
  id: code,
  communityId: 'qinghe',
  code,
  title: code,
  lines: [{ label: '电话', value }],
  version: 3,
  publishedOn: '2026-10-08',
  preparedBy: '示例物业服务有限公司',
  sample: false,
})

const board: Board = {
  communityId: 'qinghe',
  communityName: '清和苑小区',
  sample: false,
  rows: [
    { item: item('D1', 'PUB'), current: disclosure('D1', '010-1234') },
    { item: item('D2', 'PUB'), current: disclosure('D2') },
    { item: item('D3', 'PUB') },
    { item: item('D5', 'OWN'), current: disclosure('D5', '只给业主看') },
  ],
}

const serving = (given: Partial<{ report: Report; board: Board }> = { report, board }) =>
  new Hono().route('/', createPages({ findReport: async () => given.report, findBoard: async () => given.board }))

/** Text of the page without markup and white space. */
const words = (page: string) => page.replace(/<[^>]+>/g, '').replace(/\s+/g, '')

describe('a published 履约报告', () => {
  it('says whose it is, for which time, who made, checked and published it, and its hash', async () => {
    const answer = await serving().request('/r/q3')
    const page = words(await answer.text())
    expect(answer.status).toBe(200)
    for (const said of [
      '2026年7月1日至2026年9月30日',
      '示例物业服务有限公司',
      '清和苑业主委员会',
      '2026年10月12日',
      '第2版',
      'a'.repeat(64),
      '示例',
      '8月停运一次',
    ]) {
      expect(page).toContain(said)
    }
  })

  it('shows every figure with unit, period, source and status, and 未提供 where there is none', async () => {
    const page = words(await (await serving().request('/r/q3')).text())
    expect(page).toContain('电梯维保5次2026年7至9月电梯维保记录已核')
    expect(page).toContain('水箱清洗未提供2026年7至9月电梯维保记录')
    expect(page).toContain('共2项，已提供1项，未提供1项')
  })

  it('draws what was planned and done as one chart', async () => {
    const page = await (await serving().request('/r/q3')).text()
    expect(page.match(/<svg/g)).toHaveLength(1)
    expect(words(page)).toContain('计划6，完成5')
    expect(page).toContain('83.3%')
  })

  it('can be shared: title and description, escaped', async () => {
    const page = await (await serving().request('/r/q3')).text()
    expect(page).toContain('<title>清和苑&lt;小区&gt;2026年第三季度物业服务履约报告</title>')
    expect(page).toContain('<meta property="og:description" content="清和苑&lt;小区&gt;2026年第三季度履约报告')
  })

  it.each([undefined, { ...report, publishedAt: undefined }])('is not found before it is published', async (found) => {
    const answer = await serving({ report: found }).request('/r/q3')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await answer.text()).toContain('没有找到这份履约报告')
  })
})

describe('the public board', () => {
  it('shows what is public with dates and basis, and 未提供 where nothing is on record', async () => {
    const page = words(await (await serving().request('/d/qinghe')).text())
    expect(page).toContain(
      '事项D1电话010-12342026年10月8日公布·第3版·示例物业服务有限公司责任单位：物业服务人；公示时限：每年；依据：《北京市物业管理条例》第七十条',
    )
    expect(page).toContain('事项D2电话未提供')
    expect(page).toContain('事项D3未提供责任单位')
    expect(page).toContain('面向社会公开3项，已提供2项')
  })

  it('names what only owners may see and shows nothing of it', async () => {
    const page = await (await serving().request('/d/qinghe')).text()
    expect(words(page)).toContain('请在业主群内发送“公示”，取得本小区业主专用链接。共1项，查看目录事项D5责任单位')
    expect(page).not.toContain('只给业主看')
  })

  it('with every item filled in full it stays below 100 KB for its owners; what is missing is one line', async () => {
    const lines = Array.from({ length: 12 }, (_, n) => ({
      label: `第${n}项内容的名称`,
      value: '按合同约定执行，具体见服务中心公示。'.repeat(3),
    }))
    const rows = catalogue.map((item) => ({
      item,
      current: { ...disclosure(item.code), lines },
      earlier: [{ version: 2, publishedOn: '2026-01-05', correctionReason: '笔误' }],
    }))
    const app = new Hono().route(
      '/',
      createPages({ findReport: async () => undefined, findBoard: async () => ({ ...board, rows }), opensBoard: async () => true }),
    )
    const page = await (await app.request('/d/qinghe?k=key')).text()
    expect(page.match(/<section id="D\d+"/g)).toHaveLength(19)
    expect(words(page)).toContain('历史版本1个第2版，2026年1月5日公布，更正原因：笔误')
    expect(Buffer.byteLength(page)).toBeLessThan(100_000)
    const bare = await (await serving({ board: { ...board, rows: catalogue.map((item) => ({ item })) } }).request('/d/qinghe')).text()
    expect(words(bare)).toContain('未提供5项')
  })

  it('is not found for an unknown estate', async () => {
    const answer = await serving({}).request('/d/nowhere')
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('没有找到这份公示')
  })
})

describe('every public page', () => {
  it.each(['/r/q3', '/d/qinghe'])('%s is small, self-contained and cached for a short time', async (path) => {
    const app = serving()
    const answer = await app.request(path)
    const page = await answer.text()
    const style = await app.request(/href="(\/assets\/[^"]+)"/.exec(page)![1]!)
    expect(Buffer.byteLength(page + (await style.text()))).toBeLessThan(100_000)
    expect(style.headers.get('Cache-Control')).toContain('immutable')
    expect(page).not.toMatch(/<script|(?:src|href)="(?:https?:)?\/\//)
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=60')
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    const again = await app.request(path, { headers: { 'If-None-Match': answer.headers.get('ETag')! } })
    expect(again.status).toBe(304)
  })

  it('keeps reports and samples out of search engines, and lets a real board in', async () => {
    expect((await serving().request('/r/q3')).headers.get('X-Robots-Tag')).toContain('noindex')
    expect((await serving().request('/d/qinghe')).headers.get('X-Robots-Tag')).toBeNull()
    expect((await serving({ board: { ...board, sample: true } }).request('/d/qinghe')).headers.get('X-Robots-Tag')).toContain('noindex')
  })
})
