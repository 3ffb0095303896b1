import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Line } from './rules-lines.ts'

/** What owners ask for by name, and how it is called on a board; `known` reads it from the estate's own register. */
export type Register = {
  contract?: { startOn: string; endOn: string; company: string }
  lift?: { maintainer?: string; phone?: string }
}

type Fact = { code: string; title: string; asked: RegExp; line: RegExp; known?(register: Register): string | undefined }

type Named = { code: string; title: string }

const facts: readonly Fact[] = [
  {
    code: 'D2',
    title: '服务合同期限',
    asked: /合同(到期|期限|什么时候|几时|何时|到哪)|合同.*(到期|期限)/,
    line: /合同.*(期限|到期|届满)|合同期/,
    known: ({ contract }) => contract && `${chineseDay(contract.startOn)}至${chineseDay(contract.endOn)}`,
  },
  {
    code: 'D3',
    title: '电梯维保单位',
    asked: /电梯.*(谁|哪家|单位|公司|维保|负责)|谁.*电梯/,
    line: /电梯.*(维保单位|维保公司|单位)/,
    known: ({ lift }) => lift?.maintainer && (lift.phone ? `${lift.maintainer}，${lift.phone}` : lift.maintainer),
  },
  {
    code: 'D1',
    title: '项目负责人工作电话',
    asked: /(项目负责人|项目经理|物业经理).*(电话|联系|号码)/,
    line: /工作电话|负责人.*电话|经理.*电话/,
  },
  { code: 'D1', title: '投诉电话', asked: /投诉.*(电话|热线)|投诉电话|热线|物业电话|客服电话/, line: /投诉电话|热线|客服电话/ },
  { code: 'D2', title: '物业费', asked: /物业费.*(多少|标准|几|怎么收)|物业费$|收费标准$/, line: /^物业(服务)?费/ },
  { code: 'D5', title: '维修资金余额', asked: /(维修资金|维修基金|公维).*(剩|余额|还有|多少)/, line: /维修资金余额/ },
  { code: 'D5', title: '公共收益净额', asked: /公共收益.*(多少|净|几)/, line: /公共收益.*(净额|结余)/ },
]

/** The year a question is about: 2023年, 去年; undefined where it names none. */
export function yearAsked(question: string, todayOn: string): number | undefined {
  const said = /(20\d\d)年?|前年|去年|上一?年度|今年|本年度?/.exec(question)
  if (!said) return undefined
  if (said[1]) return Number(said[1])
  const back = said[0] === '前年' ? 2 : /今|本/.test(said[0]) ? 0 : 1
  return Number(todayOn.slice(0, 4)) - back
}

/** Lines that are of years, none of them the one asked about. */
const isOfOtherYears = (lines: Line[], year: number): boolean => {
  const dated = lines.filter(({ label }) => /20\d\d年/.test(label))
  return dated.length > 0 && !dated.some(({ label }) => label.includes(`${year}年`))
}

/**
 * The line that answers a question asked by name: as published, else from the estate's register, else without a value.
 * Undefined where the question names none of these; without a value where only other years than `year` are published.
 */
export function factOf(question: string, { code, title }: Named, lines: Line[], register: Register, year?: number): Line | undefined {
  const fact = facts.find((one) => one.code === code && one.asked.test(question))
  if (year !== undefined && isOfOtherYears(lines, year)) return { label: `${fact?.title ?? title}（${year}年）` }
  if (!fact) return undefined
  const line = lines.find(({ label }) => fact.line.test(label))
  if (line?.value !== undefined) return line
  const known = fact.known?.(register)
  return { label: line?.label ?? fact.title, ...(known ? { value: known } : {}) }
}
