import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertPerson, membershipsOf } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import { type Card, findLastOnCard, findPlan, insertProgress, lockCard, type Plan, type Progress } from '#storage/repositories/work.ts'
import type { ProgressStatus } from '#storage/schema/index.ts'
import { pickDue } from './pick.ts'

export type Report = {
  plan: Plan
  /** from a form: the occurrence itself; from text: the task's number; neither: worked out from the card */
  occurrence?: string
  taskNo?: number
  status?: ProgressStatus
  percent?: number
  remark: string
  cardKey?: string
  /** version of the card the form was made from; a text has none */
  version?: number
  source: string
  messageId: string
}

/** Writes one report and brings the unit's card up to date. @throws DomainError with the one clear line */
export async function recordProgress(ctx: DomainContext, report: Report): Promise<{ due: Due; progress: Progress }> {
  const person = assertPerson(ctx)
  const card = report.cardKey ? await lockedCard(ctx, report) : undefined
  const due = await dueOf(ctx, report, card)
  if (due.progress?.status === 'done' && due.progress.source !== report.source) {
    throw new DomainError('CLOSED', `任务${due.task.no}已报完成，如需更正请联系专班负责人退回。`)
  }
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
    source: report.source,
    sourceMessageId: report.messageId,
    cardKey: card?.key ?? null,
    at: ctx.now,
  })
  await refreshCards(ctx, due.plan, [due.unit], card)
  return { due, progress }
}

async function lockedCard(ctx: DomainContext, report: Report): Promise<Card> {
  const card = await lockCard(ctx.tx, report.cardKey!)
  if (!card) throw new DomainError('NO_CARD', '这张卡片已失效，请在最新的卡片上填报。')
  if (report.version !== undefined && report.version !== card.version) {
    throw new DomainError('STALE_CARD', '卡片内容已更新，本次未记录，请在更新后的卡片上重新填报。')
  }
  return card
}

/** What the report is about, among what this person's units hold. */
async function dueOf(ctx: DomainContext, report: Report, card: Card | undefined): Promise<Due> {
  const person = assertPerson(ctx)
  const plan = (card && (await findPlan(ctx.tx, card.planId))) ?? report.plan
  const mine = new Set(membershipsOf(ctx, plan.workspaceId).map((m) => m.unit))
  if (mine.size === 0) throw new DomainError('NOT_MEMBER', '您还不在本专班名册中，请联系专班负责人登记后再填报。')
  if (card && !mine.has(card.unit)) throw new DomainError('OTHER_UNIT', `此卡片由${card.unit}填报，您所在单位不承办，本次未记录。`)
  const dues = await listDue(ctx.tx, plan, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar })
  const last = card && (await findLastOnCard(ctx.tx, card.key, person.channel, person.userId))
  return pickDue(dues, { report, mine, ...(card ? { card } : {}), ...(last ? { last: last.occurrence } : {}) })
}

function valuesOf(report: Report, due: Due): { status: ProgressStatus; percent: number } {
  const before = due.progress?.percent ?? 0
  const status = report.status ?? 'doing'
  const percent = status === 'done' ? 100 : (report.percent ?? before)
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    throw new DomainError('PERCENT', '完成百分比请填0到100之间的整数，本次未记录。')
  if (report.status === undefined && report.percent === undefined && report.remark === '')
    throw new DomainError('EMPTY', '请写明进展，如「任务5 80% 已完成8个」。')
  return { status, percent }
}
