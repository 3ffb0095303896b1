import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { Schedule } from '#src/domain/deadlines/schedule.ts'
import type { Declared } from '#src/domain/review/declare.ts'
import type { Matter } from '#src/domain/review/matter.ts'
import type { Block, Post } from '#src/message.ts'
import type { Member } from '#storage/repositories/people.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import type { Task } from '#storage/repositories/work.ts'
import { dayLabel, dueLabel, standLabel } from './words.ts'

/** What a declaration or correction moved: the source, what stands in its place, and the dates that follow. */
export function declaredPost({ request, task, dues }: Declared, today: string): Post {
  const line = (due: Declared['dues'][number]) =>
    `${due.unit}：${due.occurrence.due ? `${dueLabel(due, today)}到期` : due.state === 'waiting' ? '等待条件' : '持续落实'}；${standLabel(due, today)}`
  return {
    title: `任务${task.no} ${request.kind === 'trigger' ? '触发声明' : '时限更正'}`,
    tone: 'green',
    summary: noteLine(request, today),
    blocks: [
      { kind: 'facts', facts: [{ label: '原文完成时限', value: task.deadline || '未提供' }] },
      { kind: 'list', title: '现在的安排', items: dues.slice(0, 10).map(line) },
      { kind: 'note', text: `编号${request.id}。如有误，发送「撤销 ${request.id} 理由」恢复原状。` },
    ],
  }
}

export const ruledPost = ({ request, task }: { request: ReviewRequest; task: Task }, today: string): Post => ({
  title: `任务${task.no} 裁定`,
  tone: 'green',
  summary: noteLine(request, today),
  blocks: [
    ...task.defects.map((defect) => ({ kind: 'text' as const, text: `原文疑点：${defect.text}` })),
    { kind: 'note', text: `编号${request.id}。今后查询任务${task.no}时一并显示；如有误，发送「撤销 ${request.id} 理由」。` },
  ],
})

/** One decision of a lead in a line: what, who, when, why. */
function noteLine({ kind, onDay, payload, reason, userName, askedAt, id }: ReviewRequest, today: string): string {
  const by = `${userName ?? '专班负责人'}，${dayLabel(shanghaiDateOf(askedAt), today)}，编号${id}`
  if (kind === 'trigger') return `条件「${payload.words}」已于${dayLabel(onDay!, today)}具备（${withoutDay(reason, onDay!)}；${by}）。`
  if (kind === 'schedule') return `完成时限更正为「${payload.words}」：${meaningOf(payload.schedule!, today)}（理由：${reason}；${by}）。`
  return `裁定：${reason}（${by}）。`
}

/** The event in the lead's words, without its day, which stands beside it. */
function withoutDay(event: string, on: string): string {
  const [year, month, day] = on.split('-').map(Number)
  const said = new RegExp(`(?:(?:已?于)?\\s*${year}\\s*[-年./])?(?<!\\d)0?${month}[-月./]0?${day}(?!\\d)[日号]?`, 'g')
  return event.replace(said, ' ').replace(/\s+/g, ' ').trim()
}

/** What holds for a task beside its source. */
export const notesBlocks = (notes: ReviewRequest[], today: string): Block[] =>
  notes.length === 0 ? [] : [{ kind: 'list', title: '裁定与更正', items: notes.map((note) => noteLine(note, today)) }]

function meaningOf({ milestones, recurrences, ongoing, conditional }: Schedule, today: string): string {
  const parts = [
    ...milestones.map(({ due }) => `${dayLabel(due, today)}到期`),
    ...(recurrences.length > 0 ? [`${recurrences.length}项定期安排`] : []),
    ...(ongoing ? ['持续落实'] : []),
    ...(conditional ? ['等待条件'] : []),
  ]
  return parts.join('、')
}

export const reopenedPost = ({ request }: Matter): Post => ({
  tone: 'yellow',
  summary: `已重开：任务${request.taskNo}（${request.unit}），理由：${request.reason}。`,
})

export const delegatedPost = (member: Member, today: string): Post => ({
  tone: 'green',
  summary: `已登记：${member.name}代${member.unit}填报，至${dayLabel(member.untilOn!, today)}止。`,
})
