import { createWorkspace } from '#src/domain/plans/workspace.ts'
import { actPrepared } from '../act.ts'
import { slug } from '../options.ts'
import type { Declare } from '../verb.ts'

type Options = { id: string; name: string; district: string }

export const declare: Declare = (command, deps, say) => {
  command
    .command('create')
    .description('为另一个区建立工作区，之后用 plan create --workspace 建立其方案')
    .requiredOption('--id <编号>', '工作区编号', slug)
    .requiredOption('--name <名称>', '专班名称')
    .requiredOption('--district <区>', '所在区，如 石景山区')
    .action(async (workspace: Options) => {
      await actPrepared(deps, (ctx) => createWorkspace(ctx, workspace))
      say.item({ workspace: workspace.id }, `已建立工作区 ${workspace.id}（${workspace.district}）。`)
    })
}
