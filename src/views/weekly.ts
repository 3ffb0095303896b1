import type { Week, Weekly } from '#src/domain/digest/weekly.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { Block, Post } from '#src/message.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { burdenNote, dueLine, listBlock, silentNote } from './digest.ts'
import { dayLabel, shortTask, standLabel } from './words.ts'

const kindLabel: Record<ReviewRequest['kind'], string> = {
  completion: '办结审核',
  extension: '延期申请',
  membership: '认领单位',
  reopening: '重开',
  trigger: '触发声明',
  ruling: '裁定',
  schedule: '时限更正',
}

/** What is needed at the week's end: what waits for the leads first, then how each plan stands. */
export function weeklyPost({ on, plans, pending, burden }: Week): Post {
  const digests = plans.map(({ digest }) => digest)
  const unit = digests[0]?.unit
  const sum = (count: (weekly: Weekly) => number) => plans.reduce((total, weekly) => total + count(weekly), 0)
  const overdue = sum(({ digest }) => digest.overdue.length)
  const units = new Set(plans.flatMap(({ reportedUnits }) => reportedUnits)).size
  const titles = digests.map(({ plan }) => plan.title)
  return {
    title: `督办周报 ${dayLabel(on, on)}${unit ? ` ${unit}` : ''}`,
    tone: overdue > 0 ? 'red' : 'blue',
    summary: `本周${unit ? '' : `${units}个单位`}填报${sum(({ reported }) => reported)}项，报完成${sum(({ done }) => done)}项；现有逾期${overdue}项，待审核${pending.length}项。`,
    blocks: [
      ...listBlock('待审核', pending.map(pendingLine)),
      ...plans.flatMap((weekly) => sectionOf(weekly, on, plans.length > 1)),
      { kind: 'note', text: `${silentNote(digests)}${burdenNote(burden)}依据：${titles.join('；')}` },
    ],
  }
}

function sectionOf({ digest: { plan, listed, dueSoon }, newlyOverdue }: Weekly, on: string, named: boolean): Block[] {
  const lines = (title: string, dues: Due[]): Block[] =>
    listBlock(
      title,
      dues.map((due) => dueLine(due, on)),
    )
  const blocks = [...lines('本周新增逾期', newlyOverdue), ...lines('逾期较久，提请专班协调', listed), ...comingTable(dueSoon, on)]
  return named && blocks.length > 0 ? [{ kind: 'text', text: plan.title }, ...blocks] : blocks
}

/** What falls due next week, unit by unit; the command 任务 lists what does not fit. */
function comingTable(dues: Due[], on: string): Block[] {
  if (dues.length === 0) return []
  const columns = [
    { key: 'task', label: '下周到期' },
    { key: 'unit', label: '单位' },
    { key: 'due', label: '截止' },
    { key: 'stand', label: '情况' },
  ]
  const rows = dues.map((due) => ({
    task: `任务${due.task.no} ${shortTask(due.task.task, 16)}`,
    unit: due.unit,
    due: dayLabel(due.occurrence.due!, on),
    stand: standLabel(due, on),
  }))
  return [{ kind: 'table', table: { columns, rows } }]
}

const pendingLine = ({ id, kind, taskNo, unit }: ReviewRequest): string =>
  `编号${id} ${kindLabel[kind]}${taskNo === null ? '' : ` 任务${taskNo}`}${unit ? `（${unit}）` : ''}`
