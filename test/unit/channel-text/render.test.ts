import { expect, test } from 'vitest'
import { renderText } from '#src/channels/text/render.ts'
import type { Post } from '#src/message.ts'

const citation = { clause: 'haidian-2025/5', title: '海淀区方案', docNo: '海政发〔2025〕1号', place: '第五条', status: '现行' }

test.each<[string, Post, string]>([
  ['the summary alone', { summary: '本月公共收益 1200 元。' }, '本月公共收益 1200 元。'],
  ['a title in front of it', { title: '公示', summary: '已更新' }, '【公示】已更新'],
  ['a title the summary already says', { title: '公示', summary: '公示已更新' }, '公示已更新'],
  [
    'text, note and quote as they are',
    {
      summary: '可以。',
      blocks: [
        { kind: 'quote', text: '业主有权查阅' },
        { kind: 'text', text: '到物业办公室。' },
        { kind: 'note', text: '仅供参考' },
      ],
    },
    '可以。\n“业主有权查阅”\n到物业办公室。\n仅供参考',
  ],
  [
    'facts and lists, one thing per line',
    {
      summary: '电梯',
      blocks: [
        { kind: 'facts', facts: [{ label: '负责人', value: '王工' }] },
        { kind: 'list', title: '本周', items: ['检修', '年检'] },
      ],
    },
    '电梯\n负责人：王工\n本周：\n· 检修\n· 年检',
  ],
  [
    'what is folded elsewhere is cut short',
    { summary: '收支', blocks: [{ kind: 'fold', title: '明细', items: ['一', '二', '三', '四'] }] },
    '收支\n明细（4 项）：\n· 一\n· 二\n· 三\n……共 4 项',
  ],
  [
    'citations on one line',
    {
      summary: '是。',
      blocks: [{ kind: 'citations', citations: [citation, { ...citation, docNo: undefined, place: '第六条', status: '期满' }] }],
    },
    '是。\n依据：《海淀区方案》（海政发〔2025〕1号）第五条，现行；《海淀区方案》第六条，期满',
  ],
  [
    'a row per line, empty cells left out',
    {
      summary: '收费',
      blocks: [
        {
          kind: 'table',
          table: {
            columns: [
              { key: 'item', label: '项目' },
              { key: 'fee', label: '标准' },
            ],
            rows: [{ item: '停车', fee: '150元/月' }, { item: '保洁' }],
          },
        },
      ],
    },
    '收费\n项目 停车，标准 150元/月\n项目 保洁',
  ],
  [
    'a chart in words',
    {
      summary: '完成率',
      blocks: [{ kind: 'chart', chart: { type: 'bar', title: '各季', unit: '%', values: [{ label: '一季度', value: 40 }] } }],
    },
    '完成率\n各季：一季度 40%',
  ],
  [
    'a form as one line that says how to answer',
    {
      summary: '第5项三天后到期',
      form: {
        action: 'progress',
        args: {},
        version: 1,
        submit: '提交',
        fields: [
          {
            kind: 'select',
            name: 'status',
            label: '状态',
            value: 'doing',
            options: [
              { value: 'doing', label: '推进中' },
              { value: 'done', label: '已完成' },
            ],
          },
          { kind: 'input', name: 'percent', label: '进度' },
          { kind: 'input', name: 'remark', label: '备注', required: false },
        ],
      },
    },
    '第5项三天后到期\n请@我回复：状态（推进中／已完成）、进度、备注（可不填）',
  ],
  ['links written out', { summary: '报告', links: [{ label: '全文', url: 'https://x.cn/r/1' }] }, '报告\n全文：https://x.cn/r/1'],
  ['characters that break the wire', { summary: '甲\u0000乙\ud800丙\r\n丁' }, '甲乙\ufffd丙\n丁'],
])('%s', (_, post, text) => {
  expect(renderText(post)).toBe(text)
})
