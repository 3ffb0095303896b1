import type { Line } from '#src/domain/disclosures/rules-lines.ts'
import { type Account, yuanOf } from './rules-account.ts'

type Statement = { year: number; account: Account; fund?: { asOfOn: string; balance: number; firstRequired: number } }

const year = /（(\d{4})年）$/

/** The account as lines of a disclosure; the year stands with each figure. */
export function accountLines({ year, account, fund }: Statement): Line[] {
  const line = (label: string, amount: number): Line => ({ label: `${label}（${year}年）`, value: yuanOf(amount) })
  return [
    line('公共收益总额', account.income),
    ...account.sources.map(({ source, amount }) => line(`其中${source}收入`, amount)),
    line('公共收益合理成本', account.cost),
    line('公共收益净额', account.net),
    line('转入维修资金', account.toFund),
    ...(fund
      ? [
          { label: `维修资金余额（截至${fund.asOfOn}）`, value: yuanOf(fund.balance) },
          { label: '维修资金首期应筹集额', value: yuanOf(fund.firstRequired) },
        ]
      : []),
  ]
}

const plain = (label: string) => label.replace(/（.*?）$/, '')

/** What was said before about other things stays; what the account says anew takes its place. */
export function joinLines(before: Line[], fresh: Line[]): Line[] {
  const told = new Set(fresh.map(({ label }) => plain(label)))
  return [...before.filter(({ label }) => !told.has(plain(label))), ...fresh]
}

/** The year and net that a disclosure claims to have from the account. */
export function claimedNet(lines: Line[]): { year: number; net: string } | undefined {
  const line = lines.find(({ label }) => plain(label) === '公共收益净额' && year.test(label))
  return line?.value === undefined ? undefined : { year: Number(year.exec(line.label)![1]), net: line.value }
}
