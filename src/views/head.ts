import type { Due } from '#src/domain/tasks/due.ts'
import type { Post } from '#src/message.ts'
import type { Card } from '#storage/repositories/work.ts'
import { lineOf } from './reminder.ts'

/** To a unit's head alone: what has been late for so long that it is theirs to see to. */
export function headPost({ unit, on }: Pick<Card, 'unit' | 'on'>, late: Due[]): Post {
  const first = late[0]!
  const titles = [...new Set(late.map(({ plan }) => plan.title))]
  return {
    title: `逾期提请关注 ${unit}`,
    tone: 'red',
    summary: `${unit}有${late.length}项工作逾期未完成，请您关注。`,
    blocks: [
      { kind: 'list', items: late.map((due) => lineOf(due, on)) },
      { kind: 'note', text: `每项仅提请一次。也可在此回复「进度 ${first.task.no} 80% 说明」。依据：${titles.join('；')}` },
    ],
  }
}
