import { listCorrections } from '#src/domain/review/correct.ts'
import { shortTask } from '#src/views/words.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { actPrepared } from '../act.ts'
import { planOption } from '../options.ts'
import { getPlan } from '../register.ts'
import { scheduleWords } from '../schedule-words.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command.addOption(planOption()).action(async ({ plan: id }: { plan: string }) => {
    const items = await actPrepared(deps, async ({ tx }) => {
      const plan = await getPlan(tx, id)
      const corrections = await listCorrections(tx, plan.id)
      return (await listTasks(tx, plan.id)).map(({ planId: _, clauseId, ...task }) => {
        const correction = corrections.get(task.no)
        return { ...task, clause: clauseId, ...(correction && { correction }) }
      })
    })
    say.table(
      items,
      {
        序号: ({ no }) => String(no),
        任务: ({ task }) => shortTask(task),
        完成时限: ({ deadline }) => shortTask(deadline, 20),
        识别为: ({ schedule, correction }) => (correction ? `更正：${scheduleWords(correction.schedule)}` : scheduleWords(schedule)),
        牵头单位: ({ lead }) => lead.join('、'),
      },
      '方案里还没有任务。',
    )
  })
}
