import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Statement } from '#src/domain/estates/revenue.ts'
import { yuanOf } from '#src/domain/estates/rules-account.ts'
import type { Post } from '#src/message.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { RevenueEntry } from '#storage/repositories/estate.ts'
import { select } from './select.ts'

export const revenueKinds = { income: '收入', cost: '成本', fund: '转入维修资金' } as const
export const revenueSources = ['停车', '广告', '场地', '快递柜', '通信', '其他'] as const

/** One estate's account of one year, and a form for the next entry. */
export function statementPost({ id, name }: Community, { year, account, fund, flaw }: Statement): Post {
  const { entries, income, cost, net, toFund, sources } = account
  return {
    title: `${name}公共收益账（${year}年）`,
    tone: flaw ? 'yellow' : 'blue',
    summary:
      entries === 0
        ? `${name}${year}年公共收益账目：未提供。`
        : `${name}${year}年公共收益净额${yuanOf(net)}（收入${yuanOf(income)}－成本${yuanOf(cost)}）。`,
    blocks: [
      ...(entries > 0
        ? [
            {
              kind: 'facts' as const,
              facts: [
                ...sources.map(({ source, amount }) => ({ label: `${source}收入`, value: yuanOf(amount) })),
                { label: '转入维修资金', value: yuanOf(toFund) },
              ],
            },
          ]
        : []),
      {
        kind: 'text',
        text: fund
          ? `维修资金余额${yuanOf(fund.balance)}，首期应筹集额${yuanOf(fund.firstRequired)}（截至${chineseDay(fund.asOfOn)}）。`
          : '维修资金余额：未提供。',
      },
      ...(flaw ? [{ kind: 'text' as const, text: `暂不能公示：${flaw}` }] : []),
      {
        kind: 'note',
        text: `公共收益单独列账，不与物业费合并。公示发送「收益账 公示 ${name} ${year}」。依据《北京市物业管理条例》第七十四条。`,
      },
    ],
    form: {
      action: '收益账',
      args: { step: '登记', community: id },
      version: 1,
      fields: [
        select('kind', '类别', Object.values(revenueKinds)),
        select('source', '来源', revenueSources),
        { kind: 'input', name: 'amount', label: '金额（元）', placeholder: '12000.00', maxLength: 13, required: true },
        { kind: 'input', name: 'on', label: '日期', placeholder: '2026-11-23', maxLength: 10, required: false },
        { kind: 'input', name: 'note', label: '说明', maxLength: 200, required: false },
      ],
      submit: '登记',
    },
  }
}

export const enteredPost = ({ name }: Community, { id, kind, source, amount, on }: RevenueEntry): Post => ({
  tone: 'green',
  summary: `已登记${id}：${name}${chineseDay(on)}${source}${revenueKinds[kind]}${yuanOf(amount)}。`,
  blocks: [{ kind: 'note', text: `登记有误发送「收益账 冲销 ${name} ${id} 原因：…」。` }],
})

export const struckPost = ({ name }: Community, { id, amount, struckReason }: RevenueEntry): Post => ({
  tone: 'green',
  summary: `${name}${id}（${yuanOf(amount)}）已冲销：${struckReason}。原账目保留。`,
})
