import type { Phase } from '#src/domain/review/rules-moves.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { ProgressStatus } from '#storage/schema/index.ts'

export const statusLabel: Record<ProgressStatus, string> = { doing: '推进中', done: '已完成', blocked: '受阻' }

const phaseLabel: Record<Phase, string> = {
  silent: '未填报',
  doing: '推进中',
  blocked: '受阻',
  reported: '已报完成',
  closed: '办结',
}

/** How a unit stands with one thing: 推进中 60%, 已报完成，待审核, 受阻 30%；申请延至12月31日，待审核 */
export function standLabel({ phase, progress, completion, extension }: Due, today: string): string {
  const percent = phase === 'doing' || phase === 'blocked' ? ` ${progress!.percent}%` : ''
  const back = progress?.sentBack ? `（${progress.sentBack === 'returned' ? '退回' : '重开'}：${progress.remark}）` : ''
  const asked = extension ? `；申请延至${dayLabel(extension.onDay!, today)}，待审核` : ''
  const reviewed = completion ? '，待审核' : phase === 'reported' ? '（专班未登记负责人，暂不审核）' : ''
  return `${phaseLabel[phase]}${percent}${back}${reviewed}${asked}`
}

/** The day that counts, and the one it was moved from: 12月31日（原11月30日，已延期） */
export function dueLabel({ occurrence, originalDue }: Due, today: string): string {
  const now = dayLabel(occurrence.due!, today)
  return originalDue ? `${now}（原${dayLabel(originalDue, today)}，已延期）` : now
}

/** '2026-11-30' → 11月30日, with the year when it is not this one. */
export function dayLabel(on: string, today: string): string {
  const [year, month, day] = on.split('-').map(Number)
  return `${year === Number(today.slice(0, 4)) ? '' : `${year}年`}${month}月${day}日`
}

/** Which of a task's deadlines: 任务57（区水务局，2027年12月31日到期） */
export function workLabel({ task, unit, occurrence, state }: Due, today: string): string {
  const undated = state === 'waiting' ? '等待条件' : '持续落实'
  return `任务${task.no}（${unit}，${occurrence.due ? `${dayLabel(occurrence.due, today)}到期` : undated}）`
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
