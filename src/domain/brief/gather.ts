import { addMonths } from '#src/domain/calendar/dates.ts'
import { instantOf, shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { type LedgerStand, listStands } from '#src/domain/ledger/stand.ts'
import { escalationOf, ladderOf } from '#src/domain/reminders/rules-ladder.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { leftLabel, standLabel, statusLabel } from '#src/views/words.ts'
import { findLastBrief } from '#storage/repositories/brief.ts'
import { listStanding, type ReviewRequest } from '#storage/repositories/review.ts'
import { listProgressBetween, listTasks, type Plan, type Progress, type Task } from '#storage/repositories/work.ts'
import type { Brief, LedgerLine, Source } from './brief.ts'
import { byTask, figuresOf, listingOf } from './rules-figures.ts'

/** The brief of a plan as of now; it covers the time since the one before, or two months. */
export async function gatherBrief(ctx: DomainContext, plan: Plan): Promise<Brief> {
  const on = shanghaiDateOf(ctx.now)
  const ladder = ladderOf(plan)
  const before = (await findLastBrief(ctx.tx, plan.id, on))?.content
  const twoMonthsAgo = addMonths(on, -2)
  const from = before?.on ?? (plan.setUpOn > twoMonthsAgo ? plan.setUpOn : twoMonthsAgo)
  const tasks = new Map((await listTasks(ctx.tx, plan.id)).map((task) => [task.no, task]))
  const dues = (await listDue(ctx.tx, plan, { on, calendar: ctx.calendar })).map((due) => ({ due, source: sourceOf(due, on) }))
  const reports = (await listProgressBetween(ctx.tx, plan.id, instantOf(from, '00:00'), ctx.now)).map((row) => reportSource(row, tasks))
  const standing = await listStanding(ctx.tx, plan.id)
  const isListed = ({ occurrence, state }: Due) => state === 'overdue' && escalationOf(occurrence.due!, on, ctx.calendar, ladder) === 'list'
  const rows = (wanted: (due: Due) => boolean) => dues.filter(({ due }) => wanted(due)).map(({ source }) => source)
  const { listAfter } = ladder
  return {
    title: `${plan.title}双月点评`,
    plan: { id: plan.id, title: plan.title },
    from,
    on,
    until: ctx.now.toISOString(),
    figures: figuresOf({ dues, reports, extensions: extensionsIn(standing, from, tasks), isListed, listAfter, before }),
    overdue: listingOf(`逾期${listAfter}个工作日以上事项`, '无。', rows(isListed).map(withoutPeople)),
    ledgers: (await listStands(ctx, plan)).filter(isKept).map((stand, at) => ledgerLine(stand, at, before)),
    reported: listingOf('本期进展', '本期没有填报。', newestOf(reports).map(told)),
    ahead: listingOf(
      '今后两个月到期事项',
      '无。',
      byTask(rows((due) => due.state === 'open' && due.occurrence.due! <= addMonths(on, 2)).map(withoutPeople)),
    ),
    backlog: listingOf('待补录事项', '无。', byTask(rows((due) => due.state === 'backlog'))),
    waiting: listingOf('等待触发事项', '无。', byTask(rows((due) => due.state === 'waiting'))),
    defects: listingOf('原文待裁定事项', '无。', defectsIn(tasks, standing)),
    listAfter,
  }
}

function sourceOf(due: Due, on: string): Source {
  const { task, unit, occurrence, progress, daysLeft, state } = due
  const late = state === 'overdue' ? `${leftLabel(daysLeft ?? 0)}；` : ''
  const stand =
    state === 'waiting' ? `等待：${occurrence.label ?? ''}` : state === 'standing' ? '持续落实' : `${late}${standLabel(due, on)}`
  return {
    taskNo: task.no,
    task: task.task,
    unit,
    ...(occurrence.due ? { due: occurrence.due } : {}),
    stand,
    ...(progress ? madeBy(progress) : {}),
  }
}

const madeBy = ({ id, userName, userId, at }: Progress): Pick<Source, 'progressId' | 'by' | 'at'> => ({
  progressId: id,
  by: userName ?? userId,
  at: at.toISOString(),
})

const reportSource = (row: Progress, tasks: Map<number, Task>): Source => ({
  taskNo: row.taskNo,
  task: tasks.get(row.taskNo)?.task ?? '',
  unit: row.unit,
  stand: `${statusLabel[row.status]} ${row.percent}%`,
  ...madeBy(row),
  ...(row.remark ? { note: row.remark } : {}),
})

/** How far it is and what was said of it, in one. */
const told = ({ note, stand, ...source }: Source): Source => withoutPeople({ ...source, stand: [stand, note].filter(Boolean).join('；') })

/** Of several reports on the same work the last one. */
const newestOf = (reports: Source[]): Source[] => [...new Map(reports.map((row) => [`${row.taskNo} ${row.unit}`, row])).values()]

const extensionsIn = (standing: ReviewRequest[], from: string, tasks: Map<number, Task>): Source[] =>
  standing
    .filter(({ kind, state, decidedAt }) => kind === 'extension' && state === 'approved' && decidedAt && shanghaiDateOf(decidedAt) >= from)
    .map((row) => ({
      taskNo: row.taskNo!,
      task: tasks.get(row.taskNo!)?.task ?? '',
      unit: row.unit!,
      due: row.onDay!,
      stand: `编号${row.id}，原${row.payload.due ?? ''}`,
      by: row.decidedName ?? row.decidedBy ?? '',
      at: row.decidedAt!.toISOString(),
      note: row.reason,
    }))

/** What stands beside a unit's name on the list: its work, and nobody's name. */
const withoutPeople = ({ by: _by, ...source }: Source): Source => source

/** Flaws of the source that no lead has ruled on. */
function defectsIn(tasks: Map<number, Task>, standing: ReviewRequest[]): Source[] {
  const ruled = new Set(standing.filter(({ kind, state }) => kind === 'ruling' && state === 'approved').map(({ taskNo }) => taskNo))
  return [...tasks.values()]
    .filter(({ no }) => !ruled.has(no))
    .flatMap(({ no, task, lead, defects }) =>
      defects.map(({ text }) => ({ taskNo: no, task, unit: lead.join('、'), stand: '待裁定', note: text })),
    )
}

const isKept = ({ items, adjustments, stand }: LedgerStand): boolean => items.length + adjustments.length > 0 || stand.base !== undefined

function ledgerLine({ kind, stand, items, adjustments }: LedgerStand, at: number, before: Brief | undefined): LedgerLine {
  const last = before?.ledgers.find(({ name }) => name === kind.name)
  const of = stand.base?.value ?? (stand.listed > 0 ? stand.listed : undefined)
  const moved = adjustments.length > 0 ? `，其中调整${stand.base!.adjusted >= 0 ? '增加' : '减少'}${Math.abs(stand.base!.adjusted)}` : ''
  return {
    no: `L${at + 1}`,
    name: kind.name,
    done: stand.done,
    ...(of === undefined ? {} : { of }),
    ...(last ? { change: stand.done - last.done } : {}),
    unit: kind.unit,
    how: stand.base ? `基数${stand.base.value}${moved}；已列${stand.listed}` : `以台账已列${stand.listed}为基数`,
    sources: items.map((item) => ({
      task: item.name,
      ...(item.street ? { unit: item.street } : {}),
      stand: kind.states.find(({ id }) => id === item.state)?.label ?? item.state,
      due: item.stateOn,
      note: item.source,
      at: item.updatedAt.toISOString(),
    })),
  }
}
