import { readNotices } from '#storage/seed/calendar/notices.ts'
import { type Calendar, createCalendar } from './calendar.ts'

/** The national calendar with the year files of the seed folder over it. */
export const loadCalendar = (): Calendar => createCalendar(readNotices())
