import type { Reminded } from '#src/domain/reminders/remind.ts'
import { type Due, isSoon } from '#src/domain/tasks/due.ts'
import type { Post } from '#src/message.ts'
import { leftLabel } from './words.ts'

/** What the lead is told who had a unit reminded. */
export function remindedPost({ unit, dues, again }: Reminded): Post {
  const late = dues.filter(({ state }) => state === 'overdue').length
  const soon = dues.filter(isSoon).length
  const later = dues.length - late - soon
  const what = `临期${soon}项，逾期${late}项${later > 0 ? `，其后到期${later}项` : ''}`
  return {
    tone: 'green',
    summary: again ? `${unit}今天已有提醒卡片，已再次提醒：${what}。` : `已向${unit}发出提醒卡片：${what}。`,
  }
}

/** What a unit reads under its card of the day when it is reminded again. */
export function againPost(unit: string, dues: Due[]): Post {
  const [next] = dues.toSorted((a, b) => a.occurrence.due!.localeCompare(b.occurrence.due!))
  const more = dues.length > 1 ? `，共${dues.length}项` : ''
  return {
    tone: dues.some(({ colour }) => colour === 'red') ? 'red' : 'yellow',
    summary: `专班提醒${unit}：任务${next!.task.no}${leftLabel(next!.daysLeft ?? 0)}${more}，请在今天的提醒卡片上填报。`,
  }
}
