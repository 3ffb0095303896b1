import { resolve } from 'node:path'
import { backup } from '#storage/backup.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command.argument('<文件>', '写到哪个文件').action(async (name: string) => {
    const file = resolve(deps.cwd, name)
    const { tables, rows } = await backup((await deps.open()).database, file)
    say.item({ file, tables, rows }, `已备份${tables}张表、${rows}行：${file}`)
  })
}
