import { shortTask } from '#src/views/words.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { actPrepared } from '../act.ts'
import { planOption } from '../options.ts'
import { getPlan } from '../register.ts'
import { scheduleWords } from '../schedule-words.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command.addOption(planOption()).action(async ({ plan: id }: { plan: string }) => {
    const tasks = await actPrepared(deps, async ({ tx }) => listTasks(tx, (await getPlan(tx, id)).id))
    const items = tasks.map(({ planId: _, clauseId, ...task }) => ({ ...task, clause: clauseId }))
    say.table(
      items,
      {
        序号: ({ no }) => String(no),
        任务: ({ task }) => shortTask(task),
        完成时限: ({ deadline }) => shortTask(deadline, 20),
        识别为: ({ schedule }) => scheduleWords(schedule),
        牵头单位: ({ lead }) => lead.join('、'),
      },
      '方案里还没有任务。',
    )
  })
}
