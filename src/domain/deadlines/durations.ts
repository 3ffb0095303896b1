import { addDays, addMonths } from '../calendar/dates.ts'
import type { Token, Unit } from './lexer.ts'

/** Lengths of time: a limit that runs from an event, the length of a window, or no deadline at all. */

const OF_AN_OBJECT =
  /(?:压缩|缩短|缩减|压减|减少|减|降低|降|控制|提速|延长|增加|(?<![届期])满|近|过去|以往|连续|(?<!不|不得)超过|任期|有效期|保质期|保修期|合同期|服务期|学制|工龄|年限|经验|年龄|每次|每人|每期|历时|已|提高|(?<!不)少于|寿命|滞后|超期|逾期)(?:至|到|在|为|了|近|限|将近|原则上|一般|均为|:|：)*$/
const OF_A_NOUN =
  /^(?:以上|以下|行动|计划|规划|方案|攻坚|期|制|级|度|来|多|之久|的(?!时间|期限)|为期|内涝|一遇|一届|任期|免费|工作经验|保质|质保|义务|间隔|生|历史|老)/
const LIMITED = /^(?:以内|之内|内(?!涝|部|容)|期间|左右|时间|的时间|的?期限|完成|全部|努力|基本)/
const SPENDING =
  /(?:用|利用|经过|力争|争取|分|通过|不超过|不少于|最长|最多|不多于|不得超过|最迟|在|于|至少|今后|未来|期限为?|周期为?|为期)$/

export const isNoLimit = (lead: string, tail: string): boolean => (OF_AN_OBJECT.test(lead) && !/周期为$/.test(lead)) || OF_A_NOUN.test(tail)

/** 三年内, 用三年左右时间, 不超过15个工作日 */
export const isLimit = (token: Token, lead: string, tail: string): boolean =>
  /内$/.test(token.text) || LIMITED.test(tail) || SPENDING.test(lead)

/** The limit hangs on words before it: …之日起, …后, 收到…, …前 */
export const isAnchored = (lead: string): boolean => /(?:起|后|以来|之日|当日|收到|接到|自|前|到期|届满)/.test(lead)

const MONTHS: Partial<Record<Unit, number>> = { year: 12, halfyear: 6, quarter: 3, month: 1 }
const DAYS: Partial<Record<Unit, number>> = { week: 7, day: 1 }

/** The last day of a window of this length that begins on `start`; undefined for working days and hours. */
export function windowEnd(start: string, amount: number, unit: Unit): string | undefined {
  const months = MONTHS[unit]
  if (months && unit === 'month' && amount % 1 > 0) return addDays(start, Math.round(amount * 30) - 1)
  if (months) return addDays(addMonths(start, amount * months), -1)
  const days = DAYS[unit]
  return days ? addDays(start, Math.round(amount * days) - 1) : undefined
}
