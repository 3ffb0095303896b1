import type { ProgressStatus } from '#storage/schema/index.ts'

export const statusLabel: Record<ProgressStatus, string> = { doing: '推进中', done: '已完成', blocked: '受阻' }

/** '2026-11-30' → 11月30日, with the year when it is not this one. */
export function dayLabel(on: string, today: string): string {
  const [year, month, day] = on.split('-').map(Number)
  return `${year === Number(today.slice(0, 4)) ? '' : `${year}年`}${month}月${day}日`
}

/** Days left in words: 还有7天, 今天到期, 已逾期3天 */
export function leftLabel(daysLeft: number): string {
  if (daysLeft === 0) return '今天到期'
  return daysLeft > 0 ? `还有${daysLeft}天` : `已逾期${-daysLeft}天`
}

/** A task in a few words: its first sentence, cut where a phone line ends. */
export function shortTask(text: string, length = 26): string {
  const first = text.split(/[。；;]/)[0]!.trim()
  return first.length > length ? `${first.slice(0, length)}…` : first
}
