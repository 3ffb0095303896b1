import { resolve } from 'node:path'
import { restore } from '#storage/backup-restore.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command
    .argument('<文件>', 'backup 生成的文件')
    .addHelpText('after', '\n只恢复到空的数据库：请先停止服务，并换用新的 DATA_DIR 或新的 DATABASE_URL。')
    .action(async (name: string) => {
      const { tables, rows } = await restore((await deps.open()).database, resolve(deps.cwd, name))
      say.item({ tables, rows }, `已恢复${tables}张表、${rows}行。`)
    })
}
