import { type Calendar, isPublished } from '#src/domain/calendar/calendar.ts'
import type { Burden } from '#src/domain/digest/burden.ts'
import type { Digest } from '#src/domain/digest/gather.ts'
import type { GroupDigest } from '#src/domain/digest/group.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { Block, Post } from '#src/message.ts'
import type { Progress } from '#storage/repositories/work.ts'
import { dayLabel, leftLabel, shortTask, statusLabel } from './words.ts'

/** What changed, what comes, what is late; counts of units, never a ranking of people. */
export function digestPost({ digests, pending, burden }: GroupDigest, calendar: Calendar): Post {
  const { on, unit } = digests[0]!
  const sum = sumOf(digests)
  const overdue = sum(({ overdue }) => overdue.length)
  const waiting = pending > 0 ? `，待审核${pending}项` : ''
  return {
    title: `督办日报 ${dayLabel(on, on)}${unit ? ` ${unit}` : ''}`,
    tone: overdue > 0 ? 'red' : 'blue',
    summary: `新报进展${sum(({ changed }) => changed.length)}项，七日内到期${sum(({ dueSoon }) => dueSoon.length)}项，逾期${overdue}项${waiting}。`,
    blocks: [
      ...digests.flatMap((digest) => headed(digests.length > 1 ? digest.plan.title : undefined, digestBlocks(digest))),
      countsChart(digests),
      { kind: 'note', text: `${silentNote(digests)}${burdenNote(burden)}${basisNote(digests, calendar)}` },
    ],
  }
}

export const sumOf =
  (digests: Digest[]) =>
  (count: (digest: Digest) => number): number =>
    digests.reduce((total, digest) => total + count(digest), 0)

/** A plan's part of a digest over several; one with nothing to say is left out. */
const headed = (title: string | undefined, blocks: Block[]): Block[] =>
  title && blocks.length > 0 ? [{ kind: 'text', text: title }, ...blocks] : blocks

/** The lists of a digest, without what frames them. */
export function digestBlocks({ on, unit, since, changed, dueSoon, overdue, listed, roundUp }: Digest): Block[] {
  const late = new Set(listed)
  return [
    ...listBlock(`${dayLabel(since, on)}以来进展`, changed.map(progressLine)),
    ...listBlock(
      '七日内到期',
      dueSoon.map((due) => dueLine(due, on)),
    ),
    ...listBlock(
      '逾期',
      overdue.filter((due) => unit || !late.has(due)).map((due) => dueLine(due, on)),
    ),
    ...(unit
      ? []
      : listBlock(
          '逾期较久，提请专班协调',
          listed.map((due) => dueLine(due, on)),
        )),
    ...roundUpBlock(roundUp),
  ]
}

export function countsChart(digests: Digest[]): Block {
  const sum = sumOf(digests)
  return {
    kind: 'chart',
    chart: {
      type: 'bar',
      title: '事项构成',
      unit: '项',
      values: [
        { label: '已报完成', value: sum(({ counts }) => counts.done) },
        { label: '有期限未完成', value: sum(({ counts }) => counts.open) },
        { label: '待补录', value: sum(({ counts }) => counts.backlog) },
        { label: '等待条件', value: sum(({ counts }) => counts.waiting) },
        { label: '持续落实', value: sum(({ counts }) => counts.standing) },
      ],
    },
  }
}

/** Who has not answered, as a count. */
export function silentNote(digests: Digest[]): string {
  const units = new Set(digests.flatMap(({ silent }) => [...silent]))
  if (units.size === 0) return ''
  return digests.every(({ unit }) => unit) ? '有临期或逾期事项尚未填报。' : `${units.size}个单位对临期或逾期事项尚未填报。`
}

export const burdenNote = ({ here, everywhere }: Burden): string =>
  `本周本群机器人消息${here}条${everywhere === undefined ? '' : `，全专班共${everywhere}条`}。`

/** What the days rest on: the plans, and whether the year's holidays are known. */
export function basisNote(digests: Digest[], calendar: Calendar): string {
  const titles = [...new Set(digests.map(({ plan }) => plan.title))]
  return `${unpublishedNote(digests[0]!.on, calendar)}依据：${titles.join('；')}`
}

function unpublishedNote(on: string, calendar: Calendar): string {
  const year = Number(on.slice(0, 4))
  return isPublished(year, calendar) ? '' : `${year}年放假安排未发布，提醒日暂按周末和法定节日推算。`
}

/** Once a month what has no date, task by task: nobody is pressed for it in between. */
function roundUpBlock(dues: Due[]): Block[] {
  const byTask = Map.groupBy(dues, (due) => due.task.no)
  const items = [...byTask.values()].map((same) => {
    const { task, state, occurrence, unit } = same[0]!
    const who = same.length > 1 ? `${same.length}个单位` : unit
    const waits = state === 'waiting' ? `，等待：${shortTask(occurrence.label ?? '', 20)}` : ''
    return `任务${task.no} ${shortTask(task.task, 18)}（${who}）${waits}`
  })
  return items.length > 0 ? [{ kind: 'fold', title: `每月汇总：持续落实和等待条件${items.length}项`, items }] : []
}

export const listBlock = (title: string, items: string[]): Block[] => {
  if (items.length === 0) return []
  const shown: Block = { kind: 'list', title, items: items.slice(0, 5) }
  return items.length > 5 ? [shown, { kind: 'fold', title: `${title}：其余${items.length - 5}项`, items: rest(items.slice(5)) }] : [shown]
}

/** A card holds only so much; the command 任务 lists them all. */
const rest = (items: string[]) => (items.length > 40 ? [...items.slice(0, 40), `还有${items.length - 40}项，请发送「任务」查看`] : items)

const backLabel = { returned: '退回', reopened: '重开' } as const

/** 推进中 60%：已评选6个; what a lead has sent back says so: 退回：材料不全 */
const progressLine = (row: Progress) =>
  `任务${row.taskNo}（${row.unit}）${row.sentBack ? backLabel[row.sentBack] : `${statusLabel[row.status]} ${row.percent}%`}${row.remark ? `：${shortTask(row.remark, 30)}` : ''}`

export const dueLine = (due: Due, on: string) =>
  `任务${due.task.no} ${shortTask(due.task.task, 16)}（${due.unit}）${dayLabel(due.occurrence.due!, on)}，${leftLabel(due.daysLeft ?? 0)}`
