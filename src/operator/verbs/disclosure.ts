import { basename } from 'node:path'
import { getCommunity } from '#src/domain/communities/find.ts'
import { attachFile } from '#src/domain/disclosures/attach.ts'
import { mostFileBytes } from '#src/domain/disclosures/rules-files.ts'
import { actPrepared } from '../act.ts'
import { readInput } from '../files.ts'
import { workspaceOption } from '../options.ts'
import { getWorkspace } from '../register.ts'
import type { Declare } from '../verb.ts'

type Options = { community: string; item: string; by: string; reason?: string; workspace: string }

export const declare: Declare = (command, deps, say) => {
  command
    .command('attach')
    .description('给一项公示添加文件，作为待审核的版本')
    .argument('<文件>', 'PDF、PNG、JPG、docx 或 xlsx，不超过10MB')
    .requiredOption('--community <小区>', '小区编号或名称')
    .requiredOption('--item <项目>', 'D1 至 D19')
    .requiredOption('--by <单位>', '编制单位')
    .option('--reason <原因>', '该项目已经公示时必填')
    .addOption(workspaceOption())
    .action(async (file: string, { community, item, by, reason, workspace }: Options) => {
      const bytes = await readInput(deps.cwd, file, mostFileBytes)
      const kept = await actPrepared(deps, async (ctx) => {
        const estate = await getCommunity(ctx.tx, (await getWorkspace(ctx.tx, workspace)).id, community)
        return attachFile(ctx, estate, item, { name: basename(file), bytes, preparedBy: by, reason })
      })
      const { code, version, files } = kept
      say.item(
        { community, code, version, files: files.map(({ name }) => name) },
        `已添加：${code}第${version}版共${files.length}个文件，待审核后公示。`,
      )
    })
}
