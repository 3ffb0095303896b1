import {
  addDays,
  addMonths,
  chineseDay,
  dateOf,
  daysBetween,
  lastDayOfMonth,
  monthOf,
  weekdayOf,
  yearOf,
} from '#src/domain/calendar/dates.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { NUMERAL, numeral } from '#src/domain/deadlines/numerals.ts'

export type Asked = { today: string; due: string; planEnd: string }

const longer = new RegExp(
  `(?:(?:延长|推迟|推后|延后|顺延|延期|延迟|延缓|宽限|再给|多给|延|缓)[^\\d零一二两三四五六七八九十半至到]{0,4}|[拖晚迟][个上]?)(${NUMERAL}|半)个?(工作日|天|日|周|星期|礼拜|月|季度)`,
)
const weekday = /下(?:周|星期|礼拜)([一二三四五六日天])/
/** A month said without its year that is over means the next one's only while that is near. */
const nearDays = 200

/**
 * The day a request for more time names: a date, the end of a month or week, or so much longer than the present due
 * date. Undefined when the words name none.
 */
export function dayNamed(words: string, { today, due }: Pick<Asked, 'today' | 'due'>): string | undefined {
  const by = longer.exec(words)
  if (by) return later(due > today ? due : today, by[1] === '半' ? 0.5 : numeral(by[1]!), by[2]!)
  const next = weekday.exec(words)
  if (next) return addDays(today, 7 - weekdayOf(today) + ('一二三四五六日'.indexOf(next[1]!.replace('天', '日')) + 1))
  const month = /(下个?月|本月|这个月|月底)(底|末|初|中旬)?/.exec(words)
  if (month && !/\d+月|[一二三四五六七八九十]月/.test(words)) return endOfMonth(addMonths(today, month[1]!.startsWith('下') ? 1 : 0))
  const said = words
    .replace(/(\d{1,2})月(\d{1,2})(?![\d日号])/g, '$1月$2日')
    .replace(/(?<![\d.])(\d{1,2})\.(\d{1,2})(?![\d.])/g, '$1月$2日')
  const read = (year: number) => compileDeadline(said, { planStart: today, planEnd: today, docYear: year }).milestones.at(-1)?.due
  const on = read(yearOf(today))
  if (!on || on >= today || /\d{4}年|\d{4}[-./]|今年|去年/.test(words)) return on
  const nextYear = read(yearOf(today) + 1)
  return nextYear && daysBetween(today, nextYear) <= nearDays ? nextYear : on
}

/** The new due date, or the words why it cannot be. */
export function newDueOf(words: string, asked: Asked): { on: string } | { refused: string } {
  const on = dayNamed(words, asked)
  if (!on) return { refused: '没有读出要延到哪一天，请写明日期，如「延期 5 12月31日 原因」' }
  if (on < asked.today) return { refused: `${chineseDay(on)}已过，延期日期须在今天之后` }
  if (on <= asked.due) return { refused: `${chineseDay(on)}不晚于现定期限${chineseDay(asked.due)}，无需延期` }
  if (on > asked.planEnd) return { refused: `${chineseDay(on)}超出方案期限${chineseDay(asked.planEnd)}，请改报更早的日期` }
  return { on }
}

function later(from: string, n: number, unit: string): string {
  if (unit === '月') return n === 0.5 ? addDays(from, 15) : addMonths(from, Math.round(n))
  if (unit === '季度') return addMonths(from, Math.round(n * 3))
  if (unit === '工作日') return addDays(from, Math.round((n * 7) / 5))
  return addDays(from, Math.round(n * (unit === '天' || unit === '日' ? 1 : 7)))
}

const endOfMonth = (on: string) => dateOf(yearOf(on), monthOf(on), lastDayOfMonth(yearOf(on), monthOf(on)))
