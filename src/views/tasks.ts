import type { Due } from '#src/domain/tasks/due.ts'
import type { Block, Post } from '#src/message.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import type { Plan, Task } from '#storage/repositories/work.ts'
import { notesBlocks } from './declared.ts'
import { dayLabel, dueLabel, leftLabel, shortTask, standLabel } from './words.ts'

const dated = (due: Due) => (due.state === 'open' || due.state === 'overdue') && due.occurrence.due !== undefined

/** A unit's list (or everybody's): what comes next first, the rest as counts. */
export function tasksPost(plans: Plan[], dues: Due[], unit: string | undefined, today: string): Post {
  const next = dues.filter(dated).toSorted((a, b) => a.occurrence.due!.localeCompare(b.occurrence.due!))
  const count = (state: Due['state']) => dues.filter((due) => due.state === state).length
  const line = (due: Due) =>
    `任务${due.task.no} ${shortTask(due.task.task)}${unit ? '' : `（${due.unit}）`}：${dayLabel(due.occurrence.due!, today)}，${leftLabel(due.daysLeft ?? 0)}`
  const first = next[0]
  return {
    title: `任务清单 ${unit ?? '全专班'}`,
    tone: next.some((due) => due.colour === 'red') ? 'red' : 'blue',
    summary: first
      ? `下一项：任务${first.task.no}，${dayLabel(first.occurrence.due!, today)}截止，${leftLabel(first.daysLeft ?? 0)}。`
      : '近期没有到期事项。',
    blocks: [
      ...plans.flatMap((plan) =>
        nextBlocks(next.filter((due) => due.plan.id === plan.id).map(line), plans.length > 1 ? plan.title : undefined),
      ),
      {
        kind: 'facts',
        facts: [
          { label: '待补录', value: `${count('backlog')}项` },
          { label: '等待条件', value: `${count('waiting')}项` },
          { label: '持续落实', value: `${count('standing')}项` },
          { label: '已报完成', value: `${count('done')}项` },
        ],
      },
      { kind: 'note', text: `发送「任务 任务号」看原文。依据：${plans.map(({ title }) => title).join('；')}` },
    ],
  }
}

/** All work that stands in one way, what comes first first; units that share a task share a line. */
export function taskListPost(
  plans: Plan[],
  dues: Due[],
  { label, unit }: { label: string; unit: string | undefined },
  today: string,
): Post {
  const units = new Set(dues.map((due) => due.unit))
  const lines = (plan: Plan) => {
    const own = dues.filter((due) => due.plan.id === plan.id)
    const shared = [...Map.groupBy(own, ({ occurrence }) => `${occurrence.key} ${occurrence.due}`).values()]
    return shared.toSorted((a, b) => (a[0]!.occurrence.due ?? '9').localeCompare(b[0]!.occurrence.due ?? '9')).map(line)
  }
  const line = (same: Due[]) => {
    const due = same[0]!
    const who = same.length > 3 ? `${same.length}个单位` : same.map((one) => one.unit).join('、')
    const left = due.state === 'open' || due.state === 'overdue' ? `，${leftLabel(due.daysLeft ?? 0)}` : ''
    const when = due.occurrence.due ? `：${dayLabel(due.occurrence.due, today)}${left}` : ''
    return `任务${due.task.no} ${shortTask(due.task.task)}${unit ? '' : `（${who}）`}${when}`
  }
  return {
    title: `${label}任务 ${unit ?? '全专班'}`,
    tone: dues.some((due) => due.colour === 'red') ? 'red' : 'blue',
    summary: dues.length > 0 ? `${label}${dues.length}项${unit ? '' : `，涉及${units.size}个单位`}。` : `没有${label}的任务。`,
    blocks: [
      ...plans.flatMap((plan) => {
        const own = lines(plan)
        return nextBlocks(own, plans.length > 1 ? plan.title : undefined, `其余 ${own.length - 5} 条`)
      }),
      { kind: 'note', text: `发送「任务 任务号」看原文。依据：${plans.map(({ title }) => title).join('；')}` },
    ],
  }
}

function nextBlocks(lines: string[], title: string | undefined, rest = `其余有期限的 ${lines.length - 5} 项`): Block[] {
  if (lines.length === 0) return []
  const shown: Block = { kind: 'list', ...(title ? { title } : {}), items: lines.slice(0, 5) }
  return lines.length > 5 ? [shown, { kind: 'fold', title: rest, items: lines.slice(5) }] : [shown]
}

/** One row of the table, verbatim, with how each unit stands. */
export function taskPost(plan: Plan, { task, dues, notes }: { task: Task; dues: Due[]; notes: ReviewRequest[] }, today: string): Post {
  const state = (due: Due) => `${due.unit}${due.occurrence.due ? `（${dueLabel(due, today)}）` : ''}：${standLabel(due, today)}`
  const corrected = notes.findLast(({ kind }) => kind === 'schedule')?.payload.words
  const written = task.deadline || '未提供'
  return {
    title: `任务${task.no}`,
    tone: 'blue',
    summary: `完成时限：${corrected ? `更正为「${corrected}」，原文「${written}」` : written}；牵头：${task.lead.join('、') || '未提供'}。`,
    blocks: [
      ...task.defects.map((defect) => ({ kind: 'text' as const, text: `提示：${defect.text}` })),
      ...notesBlocks(notes, today),
      { kind: 'quote', text: task.task },
      { kind: 'fold', title: '工作要求', items: [task.requirement || '未提供'] },
      { kind: 'fold', title: `进展（${dues.length}）`, items: dues.map(state) },
      { kind: 'note', text: `配合：${task.support.join('、') || '未提供'}。出处：${plan.title} 任务分解表第${task.no}项` },
    ],
  }
}
