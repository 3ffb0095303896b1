import { recordProgressChange } from '#src/domain/audit/changes.ts'
import { assertPerson } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import { assertMove } from '#src/domain/review/assert.ts'
import { submitCompletion } from '#src/domain/review/completion.ts'
import type { Action } from '#src/domain/review/rules-moves.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { DomainError } from '#src/errors.ts'
import type { WorkFile } from '#storage/repositories/evidence.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import { type Card, insertProgress, type Progress } from '#storage/repositories/work.ts'
import type { ProgressStatus } from '#storage/schema/index.ts'
import { proveReport } from './evidence.ts'
import { corrects } from './rules-retract.ts'

export type Report = {
  due: Due
  card?: Card
  status?: ProgressStatus
  percent?: number
  remark: string
  source: string
  messageId: string
  chatId: string
}

/** `request` is there when a completion waits for a lead now. */
export type Recorded = { due: Due; progress: Progress; files: WorkFile[]; request?: ReviewRequest }

const actions: Record<ProgressStatus, Action> = { doing: 'advance', blocked: 'block', done: 'complete' }

/** Writes one report, puts a completion up for review and brings the unit's card up to date. @throws DomainError */
export async function recordProgress(ctx: DomainContext, report: Report): Promise<Recorded> {
  const person = assertPerson(ctx)
  const { due, card, source, messageId, chatId } = report
  assertMove(due, actions[statusOf(report, due)], 'unit')
  const { status, percent } = valuesOf(report, due)
  const progress = await insertProgress(ctx.tx, {
    planId: due.plan.id,
    taskNo: due.task.no,
    occurrence: due.occurrence.key,
    unit: due.unit,
    status,
    percent,
    remark: report.remark,
    channel: person.channel,
    userId: person.userId,
    userName: person.name ?? person.memberships.find((m) => m.unit === due.unit)?.name ?? null,
    source,
    sourceMessageId: messageId,
    cardKey: card?.key ?? null,
    at: ctx.now,
  })
  await recordProgressChange(ctx, 'report', [progress])
  const files = await proveReport(ctx, progress)
  const request = status === 'done' ? await submitCompletion(ctx, due, progress, { source, messageId, chatId }) : undefined
  await refreshCards(ctx, due.plan, [due.unit], card)
  return { due, progress, files, ...(request ? { request } : {}) }
}

/** Where the words say nothing of it, what is stuck stays so. */
const statusOf = ({ status }: Report, due: Due): ProgressStatus => status ?? (due.phase === 'blocked' ? 'blocked' : 'doing')

/** A figure below the last one is a slip unless the words say that it corrects it. */
function valuesOf(report: Report, due: Due): { status: ProgressStatus; percent: number } {
  const before = due.progress?.percent ?? 0
  const status = statusOf(report, due)
  const percent = status === 'done' ? 100 : (report.percent ?? before)
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    throw new DomainError('PERCENT', '完成百分比请填0到100之间的整数，本次未记录。')
  if (report.status === undefined && report.percent === undefined && report.remark === '')
    throw new DomainError('EMPTY', '请写明进展，如「任务5 80% 已完成8个」。')
  if (percent < before && !corrects(report.remark))
    throw new DomainError('LOWER', `任务${due.task.no}已报${before}%，本次${percent}%更低，未记录；下调请在说明中写「更正」和原因。`)
  return { status, percent }
}
