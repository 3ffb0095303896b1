/** What a district lays down for its owner groups. */
export type OwnerSettings = {
  answerWithinDays: number
  objectionsPerDay: number
  windowMinutes: number
  perPerson: number
  perGroup: number
  quietFrom: string
  quietUntil: string
}

/** Where a district has laid down nothing: the law names no days, the numbers keep a group calm. */
export const usualSettings: OwnerSettings = {
  answerWithinDays: 5,
  objectionsPerDay: 5,
  windowMinutes: 10,
  perPerson: 10,
  perGroup: 60,
  quietFrom: '21:00',
  quietUntil: '08:00',
}

export const settingWords: readonly { key: keyof OwnerSettings; label: string; range: [number, number] | [string, string] }[] = [
  { key: 'answerWithinDays', label: '异议答复工作日', range: [1, 30] },
  { key: 'objectionsPerDay', label: '每人每日异议', range: [1, 50] },
  { key: 'windowMinutes', label: '提问时段分钟', range: [1, 120] },
  { key: 'perPerson', label: '每人提问', range: [1, 200] },
  { key: 'perGroup', label: '每群提问', range: [1, 2000] },
  { key: 'quietFrom', label: '静默开始', range: ['20:00', '23:59'] },
  { key: 'quietUntil', label: '静默结束', range: ['06:00', '10:00'] },
]

const clock = /^([01]\d|2[0-3]):[0-5]\d$/

/** @returns the value, or the one line that says what it should be */
export function readSetting(label: string, said: string): { key: keyof OwnerSettings; value: string | number } | { problem: string } {
  const setting = settingWords.find((one) => one.label === label)
  if (!setting) return { problem: `没有「${label}」这一项，可设置：${settingWords.map((one) => one.label).join('、')}。` }
  const { key } = setting
  const [min, max] = setting.range
  if (typeof min === 'string')
    return clock.test(said) && said >= min && said <= max ? { key, value: said } : { problem: `${label}应为${min}到${max}之间的时刻。` }
  const value = /^\d{1,4}$/.test(said) ? Number(said) : Number.NaN
  return value >= min && value <= Number(max) ? { key, value } : { problem: `${label}应为${min}到${max}的整数。` }
}

/** Whether nothing is to be published at this time of day, '22:30': the hours run over midnight. */
export const isQuiet = (time: string, { quietFrom, quietUntil }: Pick<OwnerSettings, 'quietFrom' | 'quietUntil'>): boolean =>
  time >= quietFrom || time < quietUntil
