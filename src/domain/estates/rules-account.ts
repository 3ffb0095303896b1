type Entry = { kind: 'income' | 'cost' | 'fund'; source: string; amount: number; struckAt: Date | null }

/** 公共收益 over some days, in 分: what came in by source, less reasonable cost. */
export type Account = {
  sources: { source: string; amount: number }[]
  income: number
  cost: number
  net: number
  toFund: number
  entries: number
}

type Fund = { balance: number; firstRequired: number }

const law = '《北京市物业管理条例》第七十四条'

/** Fees are for the service and belong to the company: they have no place among what belongs to the owners. */
export const isFee = (words: string): boolean => /物业费|物业服务费|供暖费|水费|电费|装修押金/.test(words)

/** Struck entries do not count. */
export function accountOf(entries: Entry[]): Account {
  const standing = entries.filter(({ struckAt }) => struckAt === null)
  const sum = (kind: Entry['kind'], source?: string) =>
    standing
      .filter((one) => one.kind === kind && (source === undefined || one.source === source))
      .reduce((total, { amount }) => total + amount, 0)
  const names = [...new Set(standing.filter(({ kind }) => kind === 'income').map(({ source }) => source))]
  const [income, cost, toFund] = [sum('income'), sum('cost'), sum('fund')]
  return {
    sources: names.map((source) => ({ source, amount: sum('income', source) })),
    income,
    cost,
    net: income - cost,
    toFund,
    entries: standing.length,
  }
}

/** Below 30 % of what was first to be raised, at least half of the net goes to the fund. */
const isFundLow = ({ balance, firstRequired }: Fund): boolean => balance * 10 < firstRequired * 3

/** Why this account must not be published; undefined when nothing speaks against it. */
export function accountFlaw({ income, cost, net, toFund, entries }: Account, fund: Fund | undefined): string | undefined {
  if (entries === 0) return '公共收益账目没有登记，不能公示。'
  if (net < 0) return `公共收益成本${yuanOf(cost)}大于收入${yuanOf(income)}，请核实合理成本（${law}）。`
  if (toFund > net) return `转入维修资金${yuanOf(toFund)}大于公共收益净额${yuanOf(net)}。`
  if (fund && isFundLow(fund) && toFund * 2 < net)
    return `维修资金余额不足首期应筹集额的30%，公共收益净额应有不少于50%（${yuanOf(Math.ceil(net / 2))}）补充维修资金，已转入${yuanOf(toFund)}（${law}）。`
  return undefined
}

/** 12,000.00 as 12000.00元 */
export const yuanOf = (fen: number): string => `${(fen / 100).toFixed(2)}元`
