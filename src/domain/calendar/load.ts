import { ConfigError } from '#src/errors.ts'
import { readNotices } from '#storage/seed/calendar/notices.ts'
import { type Calendar, createCalendar, yearNotice } from './calendar.ts'

/** The national calendar with the year files of the seed folder and of `folder` over it. @throws ConfigError naming a wrong file */
export function loadCalendar(folder?: string): Calendar {
  const files = [...readNotices(), ...(folder ? readNotices(folder) : [])]
  const wrong = files.flatMap(({ file, notice }) => {
    const { error } = yearNotice.safeParse(notice)
    return error ? [`日历文件 ${file} 不是一年的放假安排（${error.issues[0]?.message ?? ''}）`] : []
  })
  if (wrong.length > 0) throw new ConfigError(wrong)
  return createCalendar(files.map(({ notice }) => notice))
}
