import type { Digest } from '#src/domain/digest/gather.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { Block, Post } from '#src/message.ts'
import type { Plan, Progress } from '#storage/repositories/work.ts'
import { dayLabel, leftLabel, shortTask, statusLabel } from './words.ts'

/** What changed, what comes, what is late; counts of units, never a ranking of people. */
export function digestPost(plan: Plan, digest: Digest): Post {
  const { on, changed, dueSoon, overdue, silentUnits, counts } = digest
  return {
    title: `督办日报 ${dayLabel(on, on)}${digest.unit ? ` ${digest.unit}` : ''}`,
    tone: overdue.length > 0 ? 'red' : 'blue',
    summary: `新报进展${changed.length}项，七日内到期${dueSoon.length}项，逾期${overdue.length}项。`,
    blocks: [
      ...list('昨日以来进展', changed.map(progressLine)),
      ...list(
        '七日内到期',
        dueSoon.map((due) => dueLine(due, on)),
      ),
      ...list(
        '逾期',
        overdue.map((due) => dueLine(due, on)),
      ),
      {
        kind: 'chart',
        chart: {
          type: 'bar',
          title: '事项构成',
          unit: '项',
          values: [
            { label: '已报完成', value: counts.done },
            { label: '有期限未完成', value: counts.open },
            { label: '待补录', value: counts.backlog },
            { label: '等待条件', value: counts.waiting },
            { label: '持续落实', value: counts.standing },
          ],
        },
      },
      { kind: 'note', text: `${silentUnits > 0 ? `${silentUnits}个单位对临期或逾期事项尚未填报。` : ''}依据：${plan.title}` },
    ],
  }
}

const list = (title: string, items: string[]): Block[] => {
  if (items.length === 0) return []
  const shown: Block = { kind: 'list', title, items: items.slice(0, 5) }
  return items.length > 5 ? [shown, { kind: 'fold', title: `${title}：其余${items.length - 5}项`, items: items.slice(5) }] : [shown]
}

const progressLine = (row: Progress) =>
  `任务${row.taskNo}（${row.unit}）${statusLabel[row.status]} ${row.percent}%${row.remark ? `：${shortTask(row.remark, 30)}` : ''}`

const dueLine = (due: Due, on: string) =>
  `任务${due.task.no} ${shortTask(due.task.task, 16)}（${due.unit}）${dayLabel(due.occurrence.due!, on)}，${leftLabel(due.daysLeft ?? 0)}`
