import type { Figure } from './report.ts'
import { amountOf, named } from './rules-amount.ts'

const law = '《北京市物业管理条例》第七十四条'

/**
 * The guard of 公共收益: its own account, net of cost, and while the fund stands below 30 % of what was first to be paid
 * in, at least half of the net goes there. Undefined when nothing speaks against publishing.
 */
export function revenueFlaw(figures: Figure[]): string | undefined {
  const mixed = figures.find(({ label }) => /公共收益/.test(label) && /物业费|服务费/.test(label))
  if (mixed) return `「${mixed.label}」把公共收益与物业费合并计算，公共收益应单独列账（${law}）。`
  const gross = named(figures, /^公共收益(总额|总收入|收入|合计)$/)
  const cost = named(figures, /^公共收益(合理)?成本$/)
  const tax = named(figures, /^公共收益税(费|金)$/)
  const net = named(figures, /^公共收益(净额|结余)$/)
  const toFund = named(figures, /^(公共收益)?(转入|补充)维修资金$/)
  if (gross && net && (cost || tax)) {
    const left = amountOf(gross) - (cost ? amountOf(cost) : 0) - (tax ? amountOf(tax) : 0)
    if (Math.abs(left - amountOf(net)) > 100) return `「${net.label}」${net.value}${net.unit}与总额减成本不符，应为${shown(left, net)}。`
  }
  if (gross && net && amountOf(net) > amountOf(gross)) return `「${net.label}」大于「${gross.label}」。`
  if (net && toFund && amountOf(toFund) > amountOf(net)) return `「${toFund.label}」大于「${net.label}」。`
  return fundFlaw(figures, net, toFund)
}

/** Amounts are in 分; a difference below one 元 is rounding. */
function fundFlaw(figures: Figure[], net: Figure | undefined, toFund: Figure | undefined): string | undefined {
  const balance = named(figures, /^维修资金余额$/)
  const first = named(figures, /^(维修资金)?首期应筹(集)?额$/)
  if (!balance || !first || !net || amountOf(balance) * 10 >= amountOf(first) * 3) return undefined
  const half = amountOf(net) / 2
  if (toFund && amountOf(toFund) >= half - 100) return undefined
  return `维修资金余额不足首期应筹额的30%，公共收益净额应有不少于50%（${shown(half, net)}）补充维修资金（${law}）。`
}

const shown = (fen: number, { unit }: Figure): string =>
  unit === '万元' ? `${(fen / 1_000_000).toFixed(2)}万元` : `${(fen / 100).toFixed(2)}元`
