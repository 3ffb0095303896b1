import { createPlan } from '#src/domain/plans/create.ts'
import { unitsOfTasks } from '#src/domain/plans/units.ts'
import { DomainError } from '#src/errors.ts'
import { listUnits, saveUnits } from '#storage/repositories/people.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { actPrepared } from '../act.ts'
import { day, slug, workspaceOption } from '../options.ts'
import { getWorkspace } from '../register.ts'
import type { Declare } from '../verb.ts'
import { declareLadder } from './plan-ladder.ts'

type Options = { id: string; document: string; start: string; end: string; workspace: string }

export const declare: Declare = (command, deps, say) => {
  command
    .command('create')
    .description('用文件里的任务分解表建立工作方案；没有分解表的，按条款建立')
    .requiredOption('--id <编号>', '方案编号', slug)
    .requiredOption('--document <编号>', '文件编号')
    .requiredOption('--start <日期>', '开始日期', day)
    .requiredOption('--end <日期>', '结束日期', day)
    .addOption(workspaceOption())
    .action(async ({ id, document, start, end, workspace }: Options) => {
      const made = await actPrepared(deps, async (ctx) => {
        const { id: workspaceId } = await getWorkspace(ctx.tx, workspace)
        const plan = { id, workspaceId, documentId: document, startOn: start, endOn: end }
        if (!(await createPlan(ctx, plan))) throw new DomainError('PLAN_EXISTS', `已有工作方案「${id}」，没有改动。`)
        const tasks = await listTasks(ctx.tx, id)
        const known = new Set((await listUnits(ctx.tx, workspaceId)).flatMap(({ name, aliases }) => [name, ...aliases]))
        const units = unitsOfTasks(workspaceId, tasks).filter(({ name }) => !known.has(name))
        await saveUnits(ctx.tx, units)
        return { plan: id, tasks: tasks.length, newUnits: units.length }
      })
      say.item(
        made,
        `已建立方案 ${id}：${made.tasks > 0 ? `${made.tasks}项任务` : '文件里没有可用的条款，请用 import tasks 导入'}，名册新增${made.newUnits}个单位。`,
      )
    })
  declareLadder(command, deps, say)
}
