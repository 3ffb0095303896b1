import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { findQuotas } from '#src/domain/deadlines/quotas.ts'
import { compileRequirement } from '#src/domain/deadlines/requirement.ts'
import type { Defect } from '#src/domain/policy/answer/lexicon.ts'
import type { TaskRow } from '#src/domain/policy/document.ts'
import { DomainError } from '#src/errors.ts'
import { listDocuments } from '#storage/repositories/policy.ts'
import { insertPlan, type Plan, saveTasks, type Task } from '#storage/repositories/work.ts'

export type NewPlan = { id: string; workspaceId: string; documentId: string; startOn: string; endOn: string }

/** Turns a document's 任务分解表 into a plan with dated tasks. Creating it again changes nothing. */
export async function createPlan(ctx: DomainContext, input: NewPlan): Promise<boolean> {
  const document = (await listDocuments(ctx.tx)).find(({ manifest }) => manifest.id === input.documentId)
  if (!document) throw new DomainError('NO_DOCUMENT', `没有文件「${input.documentId}」，请先导入。`)
  if (input.endOn < input.startOn) throw new DomainError('PERIOD', '方案的结束日期早于开始日期，请核对。')
  const plan: Plan = { ...input, title: document.manifest.shortTitle, setUpOn: shanghaiDateOf(ctx.now), ladder: null }
  const created = await insertPlan(ctx.tx, plan)
  if (!created) return false
  const { defects } = (await ctx.policy(ctx.tx)).lexicon
  const issued = document.manifest.issuedOn?.slice(0, 4)
  const docYear = issued ? { docYear: Number(issued) } : {}
  await saveTasks(
    ctx.tx,
    document.rows.map((row) => taskOf({ ...plan, ...docYear }, row, defects)),
  )
  return true
}

/** One row of the table as a task: its words, what they mean, and the flaws known of them. */
export function taskOf(plan: Pick<Plan, 'id' | 'startOn' | 'endOn'> & { docYear?: number }, row: TaskRow, defects: Defect[] = []): Task {
  const context = { planStart: plan.startOn, planEnd: plan.endOn, docYear: plan.docYear ?? Number(plan.startOn.slice(0, 4)) }
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
