import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { ladderOf } from '#src/domain/reminders/rules-ladder.ts'
import { phaseOf } from '#src/domain/review/rules-moves.ts'
import { frozenAs, grantedOf, keepKey, type Standing, scheduledBy, standingOf, workKey } from '#src/domain/review/standing.ts'
import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { listUnits } from '#storage/repositories/people.ts'
import { listStanding } from '#storage/repositories/review.ts'
import { listLatestProgress, listTasks, type Plan, type Progress, type Task } from '#storage/repositories/work.ts'
import type { Due } from './due.ts'
import { type Occurrence, occurrencesOf, occurrencesOn } from './rules-occurrence.ts'
import { stateOf } from './rules-state.ts'
import { responsibleUnits } from './rules-units.ts'

export type ListDue = { on: string; calendar: Calendar; unit?: string; taskNo?: number }

/** Everything the lead units of a plan have to do, as it stands on that day; derived, never stored. */
export async function listDue(tx: Queryable, plan: Plan, { on, calendar, unit, taskNo }: ListDue): Promise<Due[]> {
  const tasks = (await listTasks(tx, plan.id)).filter((task) => taskNo === undefined || task.no === taskNo)
  const streets = (await listUnits(tx, plan.workspaceId)).filter((row) => row.kind === 'street').map((row) => row.name)
  const latest = new Map((await listLatestProgress(tx, plan.id)).map((row) => [workKey(row.occurrence, row.unit), row]))
  const standing = standingOf(await listStanding(tx, plan.id))
  return tasks.flatMap((task) => {
    const units = responsibleUnits(task.lead, streets).filter((name) => unit === undefined || name === unit)
    if (units.length === 0) return []
    const asked = occurrencesOn(occurrencesNow(task, plan, standing, calendar), { todayOn: on, setUpOn: plan.setUpOn })
    return units.flatMap((name) =>
      asked.map((occurrence) =>
        dueOf({ plan, task, unit: name, occurrence }, { on, calendar, standing, progress: latest.get(workKey(occurrence.key, name)) }),
      ),
    )
  })
}

/** The same of several plans, one after the other. */
export async function listDues(tx: Queryable, plans: Plan[], asked: ListDue): Promise<Due[]> {
  const dues: Due[] = []
  for (const plan of plans) dues.push(...(await listDue(tx, plan, asked)))
  return dues
}

/** The task's occurrences by its words, or by what leads have declared and corrected since. */
function occurrencesNow(task: Task, plan: Plan, standing: Standing, calendar: Calendar): Occurrence[] {
  const within = { start: plan.startOn, end: plan.endOn }
  const written = occurrencesOf(task, within, calendar)
  if (!standing.trigger.has(task.no) && !standing.schedule.has(task.no)) return written
  return keepKey(written, occurrencesOf(scheduledBy(task, standing, calendar), within, calendar))
}

type Work = Pick<Due, 'plan' | 'task' | 'unit' | 'occurrence'>
type Today = { on: string; calendar: Calendar; standing: Standing; progress: Progress | undefined }

function dueOf(work: Work, { on, calendar, standing, progress }: Today): Due {
  const key = workKey(work.occurrence.key, work.unit)
  const granted = grantedOf(standing, work.task.no, key)
  const extension = standing.extension.get(key)
  const completion = standing.completion.get(key)
  const occurrence = granted ? { ...work.occurrence, due: granted.onDay! } : work.occurrence
  const state = stateOf(occurrence, {
    todayOn: on,
    setUpOn: work.plan.setUpOn,
    calendar,
    pace: ladderOf(work.plan).pace,
    ...(progress ? { progress } : {}),
  })
  return {
    ...work,
    occurrence,
    ...frozenAs(state, extension),
    phase: phaseOf(progress?.status, progress !== undefined && standing.passed.has(progress.id)),
    ...(progress ? { progress } : {}),
    ...(granted && work.occurrence.due ? { originalDue: work.occurrence.due } : {}),
    ...(extension ? { extension } : {}),
    ...(completion ? { completion } : {}),
  }
}

/** One task with how each of its units stands. @throws DomainError when there is no such number */
export async function findTaskDues(ctx: DomainContext, plan: Plan, no: number): Promise<{ task: Task; dues: Due[] }> {
  const task = (await listTasks(ctx.tx, plan.id)).find((candidate) => candidate.no === no)
  if (!task) throw new DomainError('NO_TASK', `没有编号为${no}的任务，请核对后再查。`)
  return { task, dues: await listDue(ctx.tx, plan, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar, taskNo: no }) }
}
