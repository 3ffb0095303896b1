const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'long',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function read(at: Date): Record<Intl.DateTimeFormatPartTypes, string> {
  return Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value])) as Record<Intl.DateTimeFormatPartTypes, string>
}

/** 2026年11月23日 */
export function chineseDate(at: Date): string {
  const { year, month, day } = read(at)
  return `${year}年${month}月${day}日`
}

/** 星期一 */
export const weekday = (at: Date): string => read(at).weekday

/** 09:30:05, or 09:30 */
export function timeOfDay(at: Date, precision: 'second' | 'minute' = 'minute'): string {
  const { hour, minute, second } = read(at)
  return precision === 'second' ? `${hour}:${minute}:${second}` : `${hour}:${minute}`
}

/** 11月23日 星期一 09:30 */
export function moment(at: Date): string {
  const { month, day, weekday, hour, minute } = read(at)
  return `${month}月${day}日 ${weekday} ${hour}:${minute}`
}

/** Value of a datetime-local field: 2026-11-23T09:30 in Shanghai. */
export function localField(at: Date): string {
  const { year, month, day, hour, minute } = read(at)
  return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}T${hour}:${minute}`
}
