import { recordProgressChange } from '#src/domain/audit/changes.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { insertProgress, type Progress } from '#storage/repositories/work.ts'
import { signature } from './request.ts'

type Back = { as: 'returned' | 'reopened'; percent: number; reason: string; source: string }

/** Work a lead has not accepted is under way again: an entry of the record with their name and reason. */
export async function sendBack(ctx: DomainContext, due: Due, { as, percent, reason, source }: Back): Promise<Progress> {
  const { channel, userId, userName } = signature(ctx)
  const progress = await insertProgress(ctx.tx, {
    planId: due.plan.id,
    taskNo: due.task.no,
    occurrence: due.occurrence.key,
    unit: due.unit,
    status: 'doing',
    percent,
    remark: reason,
    channel: channel ?? 'console',
    userId,
    userName,
    source,
    // A decision is not undone by recalling the message that made it.
    sourceMessageId: '',
    sentBack: as,
    at: ctx.now,
  })
  await recordProgressChange(ctx, 'sendBack', [progress])
  return progress
}
