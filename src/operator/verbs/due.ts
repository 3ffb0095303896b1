import type { Due } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { leftLabel, shortTask } from '#src/views/words.ts'
import { actPrepared } from '../act.ts'
import { day, planOption } from '../options.ts'
import { assertUnit, getPlan } from '../register.ts'
import type { Declare } from '../verb.ts'

const states: Record<Due['state'], string> = {
  open: '进行中',
  done: '已完成',
  overdue: '逾期',
  backlog: '待补录',
  waiting: '待触发',
  standing: '持续',
}

export const declare: Declare = (command, deps, say) => {
  command
    .requiredOption('--on <日期>', '哪一天', day)
    .option('--unit <单位>', '只看一个单位')
    .addOption(planOption())
    .action(async ({ on, unit: said, plan: id }: { on: string; unit?: string; plan: string }) => {
      const dues = await actPrepared(deps, async ({ tx, calendar }) => {
        const plan = await getPlan(tx, id)
        const unit = said === undefined ? undefined : await assertUnit(tx, plan.workspaceId, said)
        return listDue(tx, plan, { on, calendar, unit })
      })
      say.table(
        dues.filter((due) => isOpen(due, on)).map(lineOf),
        {
          任务: ({ task }) => String(task),
          单位: ({ unit }) => unit,
          期限: ({ due }) => due ?? '—',
          状态: ({ state, daysLeft }) => (daysLeft === undefined ? states[state] : `${states[state]}，${leftLabel(daysLeft)}`),
          事项: ({ label }) => (label === undefined ? '' : shortTask(label)),
        },
        '这一天没有事项。',
      )
    })
}

/** Done ones are closed; a period that has not begun is not open yet. */
const isOpen = ({ state, occurrence }: Due, on: string): boolean => state !== 'done' && (occurrence.from ?? on) <= on

const lineOf = ({ task, unit, occurrence, state, colour, daysLeft }: Due) => ({
  task: task.no,
  unit,
  due: occurrence.due,
  kind: occurrence.kind,
  state,
  colour,
  daysLeft,
  label: occurrence.label,
})
