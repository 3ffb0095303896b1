import { recordAudit } from '#src/domain/audit/record.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertPerson } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { updateRequest } from '#src/domain/review/show.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import type { InboundMessage } from '#src/message.ts'
import { type Attachment, insertAttachments, listAttachments, withdrawAttachments } from '#storage/repositories/attachment.ts'
import {
  findWorkOfFile,
  giveEvidence,
  insertEvidence,
  isDecidedOn,
  listEvidenceOfMessage,
  listWorkFiles,
  takeEvidence,
  type WorkFile,
} from '#storage/repositories/evidence.ts'
import { findPending } from '#storage/repositories/review.ts'
import { findLastOnCard, findPlan, lockCard, type Progress } from '#storage/repositories/work.ts'

export type Sent = Pick<InboundMessage, 'channel' | 'messageId' | 'chatId' | 'attachments'>

/** Files and pictures of a message are fetched later; what they prove is known with the words that come with them. */
export async function keepFiles(ctx: DomainContext, sent: Sent, cardKey?: string): Promise<Attachment[]> {
  const { channel, messageId, chatId, attachments } = sent
  const { userId } = assertPerson(ctx)
  const files = attachments.flatMap(({ key, kind, name }) =>
    kind === 'other' ? [] : [{ channel, messageId, chatId, key, kind, name: name ?? null, receivedAt: ctx.now }],
  )
  await insertAttachments(ctx.tx, files)
  await insertEvidence(
    ctx.tx,
    files.map(({ key }) => ({ channel, messageId, key, userId, cardKey: cardKey ?? null, at: ctx.now })),
  )
  return listAttachments(ctx.tx, channel, messageId)
}

/** What a report brings with it, or its reporter had sent before it: now its evidence. */
export async function proveReport(ctx: DomainContext, progress: Progress): Promise<WorkFile[]> {
  await takeEvidence(ctx.tx, progress)
  const files = (await listWorkFiles(ctx.tx, progress)).filter(({ progressId }) => progressId === progress.id)
  const subject = `progress:${progress.planId}/${progress.id}`
  if (files.length > 0) await recordAudit(ctx, { subject, action: 'progress.evidence', after: { files: files.length } })
  return files
}

/**
 * Files sent in answer to a card without a word belong to what their sender has just reported on it; without a report
 * they wait for one. @throws DomainError for another unit, and once the work is 办结
 */
export async function addToReport(ctx: DomainContext, cardKey: string): Promise<Due | undefined> {
  const { channel, userId, memberships } = assertPerson(ctx)
  const card = await lockCard(ctx.tx, cardKey)
  const today = shanghaiDateOf(ctx.now)
  if (card && !memberships.some(({ unit, untilOn }) => unit === card.unit && (!untilOn || untilOn >= today)))
    throw new DomainError('OTHER_UNIT', `此卡片由${card.unit}填报，您所在单位不承办，附件未保存。`)
  const last = await findLastOnCard(ctx.tx, cardKey, channel, userId)
  const due = last && (await dueOf(ctx, last))
  if (!due || due.progress?.id !== last.id) return undefined
  await addTo(ctx, due, last)
  return due
}

/**
 * Files sent with words that name a task belong to the newest report on it.
 * @returns false when there is none yet. @throws DomainError once the work is 办结
 */
export async function addToTask(ctx: DomainContext, due: Due, sent: Sent): Promise<boolean> {
  if (!due.progress) return false
  await giveEvidence(ctx.tx, sent, due.progress.id)
  await addTo(ctx, due, due.progress)
  return true
}

async function addTo(ctx: DomainContext, due: Due, report: Progress): Promise<void> {
  if (due.phase === 'closed') throw new DomainError('CLOSED', `任务${due.task.no}已办结，附件未保存；如需补充请联系专班负责人重开。`)
  await proveReport(ctx, report)
  if (due.completion) await updateRequest(ctx, due.completion)
}

async function dueOf(ctx: DomainContext, { planId, taskNo, occurrence, unit }: Progress): Promise<Due | undefined> {
  const plan = await findPlan(ctx.tx, planId)
  const dues = plan ? await listDue(ctx.tx, plan, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar, unit, taskNo }) : []
  return dues.find((due) => due.occurrence.key === occurrence)
}

/** Once a file is kept or refused, who has to decide on it sees so; what is kept stands in the trail by its hash. */
export async function settleFile(ctx: DomainContext, file: Attachment): Promise<void> {
  const report = await findWorkOfFile(ctx.tx, file)
  if (!report) return
  const { sha256, bytes, mediaType } = file
  const subject = `progress:${report.planId}/${report.id}`
  if (file.state === 'stored') await recordAudit(ctx, { subject, action: 'evidence.stored', after: { sha256, bytes, mediaType } })
  const pending = await findPending(ctx.tx, { ...report, kind: 'completion' })
  if (pending) await updateRequest(ctx, pending)
}

/** A recalled message takes its files along, unless somebody has decided on them; who was to decide sees them gone. */
export async function withdrawFiles(ctx: DomainContext, { channel, messageId }: Pick<Sent, 'channel' | 'messageId'>): Promise<void> {
  if (await isDecidedOn(ctx.tx, channel, messageId)) return
  await withdrawAttachments(ctx.tx, channel, messageId)
  const files = await listEvidenceOfMessage(ctx.tx, channel, messageId)
  const reports = await Promise.all(files.map((file) => findWorkOfFile(ctx.tx, file)))
  for (const report of new Map(reports.flatMap((row) => (row ? [[row.id, row]] : []))).values()) {
    const subject = `progress:${report.planId}/${report.id}`
    await recordAudit(ctx, { subject, action: 'evidence.withdraw', before: { files: files.length } })
    const pending = await findPending(ctx.tx, { ...report, kind: 'completion' })
    if (pending) await updateRequest(ctx, pending)
  }
}
