import type { Digest } from '#src/domain/digest/gather.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { Block, Post } from '#src/message.ts'
import type { Plan, Progress } from '#storage/repositories/work.ts'
import { dayLabel, leftLabel, shortTask, statusLabel } from './words.ts'

export type Footer = {
  /** this chat's messages from us since Monday, this one included */
  messages: number
  /** a person's own digest says whose they are */
  own?: boolean
}

/** What changed, what comes, what is late; counts of units, never a ranking of people. */
export function digestPost(plan: Plan, digest: Digest, footer: Footer): Post {
  const { on, changed, dueSoon, overdue } = digest
  return {
    title: `${footer.own ? '我的日报' : '督办日报'} ${dayLabel(on, on)}${digest.unit ? ` ${digest.unit}` : ''}`,
    tone: overdue.length > 0 ? 'red' : 'blue',
    summary: `新报进展${changed.length}项，七日内到期${dueSoon.length}项，逾期${overdue.length}项。`,
    blocks: [...digestBlocks(digest), countsChart(digest), { kind: 'note', text: footerOf(plan, digest, footer) }],
  }
}

/** The lists of a digest, without what frames them. */
export function digestBlocks({ on, unit, changed, dueSoon, overdue, listed, roundUp }: Digest): Block[] {
  const late = new Set(listed)
  return [
    ...listBlock('昨日以来进展', changed.map(progressLine)),
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

const countsChart = ({ counts }: Digest): Block => ({
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
})

function footerOf(plan: Plan, { silentUnits, unit }: Digest, { messages, own }: Footer): string {
  const silent = silentUnits === 0 ? '' : unit ? '有临期或逾期事项尚未填报。' : `${silentUnits}个单位对临期或逾期事项尚未填报。`
  return `${silent}${own ? `本周发给您的机器人消息${messages}条。` : `本周本群机器人消息${messages}条。`}依据：${plan.title}`
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

const progressLine = (row: Progress) =>
  `任务${row.taskNo}（${row.unit}）${statusLabel[row.status]} ${row.percent}%${row.remark ? `：${shortTask(row.remark, 30)}` : ''}`

export const dueLine = (due: Due, on: string) =>
  `任务${due.task.no} ${shortTask(due.task.task, 16)}（${due.unit}）${dayLabel(due.occurrence.due!, on)}，${leftLabel(due.daysLeft ?? 0)}`
