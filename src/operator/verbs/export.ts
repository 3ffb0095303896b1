import { Argument } from 'commander'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { writeWorkbook } from '#src/sheets/write.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { actPrepared } from '../act.ts'
import { taskSheet } from '../exports/tasks.ts'
import { writeOutput } from '../files.ts'
import { planOption } from '../options.ts'
import { getPlan } from '../register.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command
    .addArgument(new Argument('<种类>', '导出什么').choices(['tasks']))
    .requiredOption('--out <文件>', '写到哪个 .xlsx 文件')
    .addOption(planOption())
    .action(async (kind: string, { out, plan: id }: { out: string; plan: string }) => {
      const sheet = await actPrepared(deps, async ({ tx, calendar, now }) => {
        const plan = await getPlan(tx, id)
        return taskSheet(await listTasks(tx, plan.id), await listDue(tx, plan, { on: shanghaiDateOf(now), calendar }))
      })
      const file = await writeOutput(deps.cwd, out, await writeWorkbook([sheet]))
      say.item({ export: kind, rows: sheet.rows.length, file }, `已导出${sheet.rows.length}行：${file}`)
    })
}
