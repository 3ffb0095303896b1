import { chineseDay } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import type { Schedule } from '#src/domain/deadlines/schedule.ts'
import { findTaskDues } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { listStanding, type ReviewRequest } from '#storage/repositories/review.ts'
import type { Plan, Task } from '#storage/repositories/work.ts'
import { type Declared, nowOf } from './declare.ts'
import { close, type Origin, writeGranted } from './request.ts'
import { standingOf } from './standing.ts'

export type Correction = {
  plan: Plan
  taskNo: number
  /** in place of 完成时限: words of a deadline, or dates */
  words: string
  /** why, and on whose decision */
  reason: string
}

/**
 * A lead puts other words in the place of a task's 完成时限. The source stays as written beside it, and what is read
 * from the documents again does not touch the correction. @throws DomainError
 */
export async function correctSchedule(ctx: DomainContext, { plan, taskNo, words, reason }: Correction, origin: Origin): Promise<Declared> {
  assertMay(ctx, plan.workspaceId, 'correct')
  if (reason.trim() === '') throw new DomainError('REASON', '更正须写明理由，如「更正 任务23 2026年底前 理由：专班会议纪要第3号」。')
  const { task } = await findTaskDues(ctx, plan, taskNo)
  const request = await writeCorrection(ctx, { plan, task, words, reason }, origin)
  return { request, ...(await nowOf(ctx, plan, taskNo)) }
}

/** Writes a correction in the place of the one before it; the cards are left to the caller. @throws DomainError for words without a date */
export async function writeCorrection(
  ctx: DomainContext,
  { plan, task, words, reason }: Omit<Correction, 'taskNo'> & { task: Task },
  origin: Origin,
): Promise<ReviewRequest> {
  const taskNo = task.no
  const schedule = scheduleIn(words, task, plan, shanghaiDateOf(ctx.now))
  for (const before of await listStanding(ctx.tx, plan.id))
    if (before.kind === 'schedule' && before.taskNo === taskNo) await close(ctx, before, 'withdrawn', '已有新的更正')
  const subject = { workspaceId: plan.workspaceId, planId: plan.id, kind: 'schedule', taskNo } as const
  return writeGranted(ctx, { ...subject, reason, payload: { words, schedule } }, origin)
}

/** A correction that holds, as it stands beside the source. */
export type Corrected = { words: string; schedule: Schedule; reason: string; by: string; on: string }

/** The corrections that hold, by number of the task. */
export async function listCorrections(tx: Queryable, planId: string): Promise<Map<number, Corrected>> {
  const { schedule } = standingOf(await listStanding(tx, planId))
  return new Map(
    [...schedule].map(([no, { payload, reason, userName, askedAt }]) => [
      no,
      { words: payload.words!, schedule: payload.schedule!, reason, by: userName ?? '专班负责人', on: shanghaiDateOf(askedAt) },
    ]),
  )
}

/**
 * What words in the place of a task's 完成时限 mean.
 * @throws DomainError when no date is in them, one outside the plan, or one day for what comes round every year
 */
export function scheduleIn(words: string, task: Task, plan: Plan, today: string): Schedule {
  const schedule = compileDeadline(words, { planStart: plan.startOn, planEnd: plan.endOn, docYear: Number(today.slice(0, 4)) })
  if (schedule.unparsed) throw new DomainError('UNPARSED', `没有读出「${words}」里的时限，请写明日期，如 2026年12月31日前，本次未更正。`)
  const outside = schedule.milestones.find(({ due }) => due < plan.startOn || due > plan.endOn)
  if (outside)
    throw new DomainError(
      'OUTSIDE',
      `${chineseDay(outside.due)}不在方案期（${chineseDay(plan.startOn)}至${chineseDay(plan.endOn)}）内，本次未更正。`,
    )
  if (task.schedule.recurrences.length > 0 && schedule.recurrences.length === 0)
    throw new DomainError(
      'RECURRING',
      `任务${task.no}的时限是「${task.deadline}」，每次都有：请写「每年…前」这样的时限；只改一次请由单位申请延期，本次未更正。`,
    )
  return schedule
}
