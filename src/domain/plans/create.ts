import { recordAudit } from '#src/domain/audit/record.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { findQuotas } from '#src/domain/deadlines/quotas.ts'
import { compileRequirement } from '#src/domain/deadlines/requirement.ts'
import type { Defect } from '#src/domain/policy/answer/lexicon.ts'
import type { TaskRow } from '#src/domain/policy/document.ts'
import { DomainError } from '#src/errors.ts'
import { listClauses, listDocuments } from '#storage/repositories/policy.ts'
import { insertPlan, type Plan, saveTasks, type Task } from '#storage/repositories/work.ts'
import { type ClauseRow, rowsOfClauses } from './clauses.ts'

export type NewPlan = { id: string; workspaceId: string; documentId: string; startOn: string; endOn: string }

/** Turns a document's 任务分解表, or else its clauses, into a plan with dated tasks. Creating it again changes nothing. */
export async function createPlan(ctx: DomainContext, input: NewPlan): Promise<boolean> {
  const document = (await listDocuments(ctx.tx)).find(({ manifest }) => manifest.id === input.documentId)
  if (!document) throw new DomainError('NO_DOCUMENT', `没有文件「${input.documentId}」，请先导入。`)
  if (input.endOn < input.startOn) throw new DomainError('PERIOD', '方案的结束日期早于开始日期，请核对。')
  const plan: Plan = { ...input, title: document.manifest.shortTitle, setUpOn: shanghaiDateOf(ctx.now), ladder: null }
  const created = await insertPlan(ctx.tx, plan)
  if (!created) return false
  await recordAudit(ctx, { subject: `plan:${plan.id}`, action: 'plan.create', after: plan })
  const { defects } = (await ctx.policy(ctx.tx)).lexicon
  const issued = document.manifest.issuedOn?.slice(0, 4)
  const docYear = issued ? { docYear: Number(issued) } : {}
  const period = { ...plan, ...docYear }
  const tasks =
    document.rows.length > 0
      ? document.rows.map((row) => taskOf(period, row, defects))
      : rowsOfClauses(await listClauses(ctx.tx, plan.documentId), document.manifest.issuer, contextOf(period)).map((read) =>
          taskOfClause(period, read),
        )
  await saveTasks(ctx.tx, tasks)
  return true
}

type Period = Pick<Plan, 'id' | 'startOn' | 'endOn'> & { docYear?: number }

const contextOf = ({ startOn, endOn, docYear }: Period) => ({
  planStart: startOn,
  planEnd: endOn,
  docYear: docYear ?? Number(startOn.slice(0, 4)),
})

/** A clause is prose: of what it says besides its deadline only cadences count, not every 按照 or 后 a condition. */
function taskOfClause(period: Period, { row, flaws }: ClauseRow): Task {
  const task = taskOf(period, row)
  const { conditional: _words, ...requirementSchedule } = task.requirementSchedule
  return { ...task, requirementSchedule, defects: flaws.map((text) => ({ code: row.clause, text })) }
}

/** One row of the table as a task: its words, what they mean, and the flaws known of them. */
export function taskOf(plan: Period, row: TaskRow, defects: Defect[] = []): Task {
  const context = contextOf(plan)
  const clauseId = `${row.clause.split('/')[0]}/task-${row.no}`
  return {
    planId: plan.id,
    no: row.no,
    task: row.task,
    requirement: row.requirement,
    deadline: row.deadline,
    lead: row.lead,
    support: row.support,
    clauseId: row.clause,
    schedule: compileDeadline(row.deadline, context),
    requirementSchedule: compileRequirement(row.task, row.requirement, context),
    quotas: findQuotas(row, context),
    defects: defects.filter((defect) => defect.clauses.includes(clauseId)).map((defect) => ({ code: clauseId, text: defect.note })),
  }
}
