import type { DomainContext } from '#src/domain/context.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { findQuotas } from '#src/domain/deadlines/quotas.ts'
import { compileRequirement } from '#src/domain/deadlines/requirement.ts'
import { defectsOf } from '#src/domain/policy/defects.ts'
import type { DocumentManifest, TaskRow } from '#src/domain/policy/document.ts'
import { DomainError } from '#src/errors.ts'
import { listDocuments } from '#storage/repositories/policy.ts'
import { insertPlan, type Plan, saveTasks, type Task } from '#storage/repositories/work.ts'

export type NewPlan = { id: string; workspaceId: string; documentId: string; startOn: string; endOn: string }

/** Turns a document's 任务分解表 into a plan with dated tasks. Creating it again changes nothing. */
export async function createPlan(ctx: DomainContext, input: NewPlan): Promise<boolean> {
  const document = (await listDocuments(ctx.tx)).find(({ manifest }) => manifest.id === input.documentId)
  if (!document) throw new DomainError('NO_DOCUMENT', `没有文件「${input.documentId}」，请先导入。`)
  if (input.endOn < input.startOn) throw new DomainError('PERIOD', '方案的结束日期早于开始日期，请核对。')
  const plan: Plan = { ...input, title: document.manifest.shortTitle, setUpOn: shanghaiDateOf(ctx.now) }
  const created = await insertPlan(ctx.tx, plan)
  if (created) await saveTasks(ctx.tx, document.rows.map((row) => taskOf(plan, row, document.manifest)))
  return created
}

/** One row of the table as a task: its words, and what they mean. */
export function taskOf(plan: Pick<Plan, 'id' | 'startOn' | 'endOn'>, row: TaskRow, manifest?: DocumentManifest): Task {
  const issued = manifest?.issuedOn?.slice(0, 4) ?? plan.startOn.slice(0, 4)
  const context = { planStart: plan.startOn, planEnd: plan.endOn, docYear: Number(issued) }
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
    quotas: findQuotas(row),
    defects: manifest ? defectsOf(`${manifest.id}/task-${row.no}`) : [],
  }
}
