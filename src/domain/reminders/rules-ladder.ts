import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { addWorkdays } from '#src/domain/calendar/workdays.ts'
import { defaultPace, type Pace } from '#src/domain/tasks/rules-state.ts'
import { defaultSteps, type Steps } from '#src/domain/tasks/rules-step.ts'

/** When a plan's units are reminded, and who hears of it next. */
export type Ladder = Steps & {
  /** when something is behind and turns yellow */
  pace: Pace
  /** 'HH:MM' in Shanghai: nothing is sent from `from` until the next working day's `until` */
  quiet: { from: string; until: string }
  /** working days overdue after which the unit's head is named, and after which the unit comes on the task force's list */
  headAfter: number
  listAfter: number
  /** days off and days worked that the district adds to the national calendar */
  restOn: string[]
  workOn: string[]
  /** what turns red buzzes the unit's people, once */
  urge: boolean
}

export const defaultLadder: Ladder = {
  ...defaultSteps,
  pace: defaultPace,
  quiet: { from: '18:00', until: '09:00' },
  headAfter: 3,
  listAfter: 10,
  restOn: [],
  workOn: [],
  urge: false,
}

export const ladderOf = ({ ladder }: { ladder: Partial<Ladder> | null }): Ladder => ({ ...defaultLadder, ...ladder })

/** The national calendar with the district's own days. */
export function calendarOf(calendar: Calendar, { restOn, workOn }: Pick<Ladder, 'restOn' | 'workOn'>): Calendar {
  if (restOn.length === 0 && workOn.length === 0) return calendar
  return {
    ...calendar,
    holidays: new Set([...calendar.holidays, ...restOn].filter((on) => !workOn.includes(on))),
    workdays: new Set([...calendar.workdays, ...workOn].filter((on) => !restOn.includes(on))),
  }
}

export type Window = { at: string; until: string }

/** The hours of a job with the quiet ones taken out: it waits for them to end. Undefined where nothing is left. */
export function outsideQuiet({ at, until }: Window, { quiet }: Pick<Ladder, 'quiet'>): Window | undefined {
  const late = Math.max(0, minutesOf(quiet.until) - minutesOf(at))
  const end = Math.min(minutesOf(until) + late, minutesOf(quiet.from))
  const opens = minutesOf(at) + late
  return opens < end ? { at: timeOf(opens), until: timeOf(end) } : undefined
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Who else hears of something overdue: the unit's head, then the task force. */
export type Escalation = 'head' | 'list'

export function escalationOf(
  due: string,
  todayOn: string,
  calendar: Calendar,
  { headAfter, listAfter }: Pick<Ladder, 'headAfter' | 'listAfter'>,
): Escalation | undefined {
  if (addWorkdays(due, listAfter, calendar) <= todayOn) return 'list'
  return addWorkdays(due, headAfter, calendar) <= todayOn ? 'head' : undefined
}

/** The problem with a ladder somebody wants, in words; undefined for one that can be kept. */
export function flawIn({ offsets, repeat, pace, quiet, headAfter, listAfter, restOn, workOn }: Ladder): string | undefined {
  if (offsets.length === 0 || offsets.some((offset, i) => i > 0 && offset <= offsets[i - 1]!)) return '提醒步骤应由早到晚排列，至少一步。'
  if (offsets[0]! < -365 || offsets.at(-1)! > 30) return '提醒步骤应在到期前365天至到期后30天之间。'
  if (repeat < 1 || repeat > 90) return '逾期后的提醒间隔应为1至90天。'
  if (pace.window < 1 || pace.window > 365 || pace.silence < 1 || pace.silence > 60)
    return '变黄的窗口应为1至365天，未报天数应为1至60个工作日。'
  if (pace.expected.some(([left, percent]) => left < 0 || percent < 1 || percent > 100))
    return '应达进度应写作 到期前天数:百分比，如 7:50,3:80。'
  if (quiet.until >= quiet.from) return '静默时段的结束应早于当天的开始，如 18:00-09:00。'
  if (headAfter < 1 || listAfter < headAfter) return '升级步骤应先到单位负责人，再到专班清单。'
  if (restOn.some((on) => workOn.includes(on))) return '同一天不能既休息又上班。'
  return undefined
}
