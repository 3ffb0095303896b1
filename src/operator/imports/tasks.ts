import type { z } from 'zod'
import { markOf } from '#src/domain/audit/canonical.ts'
import { recordAudits } from '#src/domain/audit/record.ts'
import { taskOf } from '#src/domain/plans/create.ts'
import { everyStreet } from '#src/domain/plans/units.ts'
import type { Problem } from '#src/sheets/form.ts'
import type { tasksForm } from '#src/sheets/forms/tasks.ts'
import { listUnits } from '#storage/repositories/people.ts'
import { findClause, listDocuments } from '#storage/repositories/policy.ts'
import { listTasks, saveTasks, type Task } from '#storage/repositories/work.ts'
import { getPlan, unitNamed } from '../register.ts'
import { type Beside, changesOf, changing, type Importer, repeated, trailOf } from './plan.ts'

type Row = z.output<typeof tasksForm.row>

/** Adds rows to the plan's table, or replaces those with the same number; their dates are read anew. */
export const importTasks: Importer<Row> = async (ctx, rows, into) => {
  const { tx, policy } = ctx
  const plan = await getPlan(tx, into.plan)
  const issued = (await listDocuments(tx)).find(({ manifest }) => manifest.id === plan.documentId)?.manifest.issuedOn
  const period = { ...plan, ...(issued && { docYear: Number(issued.slice(0, 4)) }) }
  const { defects } = (await policy(tx)).lexicon
  const units = await listUnits(tx, plan.workspaceId)
  const stored = new Map((await listTasks(tx, plan.id)).map((task) => [task.no, task]))
  const problems: Problem[] = repeated(rows, ({ no }) => String(no), '序号')
  const besides: Beside<Task>[] = []
  for (const { row, value } of rows) {
    const known = (said: string) => (said === everyStreet ? said : unitNamed(units, said))
    for (const said of value.lead.filter((name) => !known(name))) {
      problems.push({ row, column: '牵头单位', problem: `名册中没有单位「${said}」，请核对名称或先导入单位名册。` })
    }
    if (value.clause !== undefined && !(await findClause(tx, value.clause))) {
      problems.push({ row, column: '依据条款', problem: `没有编号为「${value.clause}」的条款。` })
    }
    const before = stored.get(value.no)
    const lead = value.lead.map((name) => known(name) ?? name)
    const support = value.support.map((name) => known(name) ?? name)
    const wanted = taskOf(period, { ...value, lead, support, clause: value.clause ?? before?.clauseId ?? '' }, defects)
    besides.push({ row, name: `任务${value.no}`, thing: 'task', subject: `task:${plan.id}/${value.no}`, stored: before, wanted })
  }
  return {
    changes: changesOf(besides),
    problems,
    async save() {
      await saveTasks(
        tx,
        changing(besides).map(({ wanted }) => wanted),
      )
      await recordAudits(ctx, trailOf(besides, into, marked))
    },
  }
}

/** The two long texts as marks; what is read from them follows from them. */
const marked = ({ task, requirement, schedule, requirementSchedule, quotas, defects, ...rest }: Record<string, unknown>) => ({
  ...rest,
  task: markOf(String(task)),
  requirement: markOf(String(requirement)),
})
