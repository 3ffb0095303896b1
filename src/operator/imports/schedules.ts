import type { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { refreshCards } from '#src/domain/reminders/refresh.ts'
import { listCorrections, scheduleIn, writeCorrection } from '#src/domain/review/correct.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'
import type { schedulesForm } from '#src/sheets/forms/schedules.ts'
import { listTasks, type Plan, type Task } from '#storage/repositories/work.ts'
import { getPlan } from '../register.ts'
import { scheduleWords } from '../schedule-words.ts'
import { type Change, differs, type Importer, repeated } from './plan.ts'

type Row = z.output<typeof schedulesForm.row>

/** Puts a decision's words in the place of 完成时限, task by task, as 更正 does in the group; the source stays beside them. */
export const importSchedules: Importer<Row> = async (ctx, rows, into) => {
  const plan = await getPlan(ctx.tx, into.plan)
  const tasks = new Map((await listTasks(ctx.tx, plan.id)).map((task) => [task.no, task]))
  const standing = await listCorrections(ctx.tx, plan.id)
  const problems: Problem[] = repeated(rows, ({ no }) => String(no), '序号')
  const changes: Change[] = []
  for (const { row, value } of rows) {
    const task = tasks.get(value.no)
    if (!task) {
      problems.push({ row, column: '序号', problem: `方案里没有任务${value.no}。` })
      continue
    }
    const read = readWords(value.words, task, plan, shanghaiDateOf(ctx.now))
    if ('problem' in read) problems.push({ row, column: '更正为', problem: read.problem })
    const { words, reason, by } = value
    const name = `任务${value.no}：${'meaning' in read ? read.meaning : words}（${by}，${reason}）`
    changes.push({ row, what: differs(standing.get(value.no), { words, reason, by }), name })
  }
  return {
    changes,
    problems,
    async save() {
      const changed = new Set(changes.filter(({ what }) => what !== 'same').map(({ row }) => row))
      const fresh = rows.filter(({ row }) => changed.has(row))
      for (const { row, value } of fresh) {
        const source = into.sourceOf(row)
        await writeCorrection(
          { ...ctx, cause: source },
          { plan, task: tasks.get(value.no)!, words: value.words, reason: value.reason },
          { source, decidedBy: value.by },
        )
      }
      await refreshCards(ctx, plan, await unitsOf(ctx, plan, fresh))
    },
  }
}

function readWords(words: string, task: Task, plan: Plan, today: string): { meaning: string } | { problem: string } {
  try {
    return { meaning: scheduleWords(scheduleIn(words, task, plan, today)) }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { problem: error.reply }
  }
}

async function unitsOf(ctx: DomainContext, plan: Plan, rows: Filled<Row>[]): Promise<string[]> {
  const corrected = new Set(rows.map(({ value }) => value.no))
  const dues = await listDue(ctx.tx, plan, { on: shanghaiDateOf(ctx.now), calendar: ctx.calendar })
  return [...new Set(dues.flatMap(({ task, unit }) => (corrected.has(task.no) ? [unit] : [])))]
}
