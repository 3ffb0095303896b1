import { Argument } from 'commander'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listStands } from '#src/domain/ledger/stand.ts'
import { listCorrections } from '#src/domain/review/correct.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { type OutSheet, writeWorkbook } from '#src/sheets/write.ts'
import { listLedgerProofs } from '#storage/repositories/ledger.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { actPrepared } from '../act.ts'
import { auditSheet } from '../exports/audit.ts'
import { closingItems, ledgerSheets } from '../exports/ledger.ts'
import { taskSheet } from '../exports/tasks.ts'
import { writeOutput } from '../files.ts'
import { planOption } from '../options.ts'
import { getPlan } from '../register.ts'
import type { Declare } from '../verb.ts'

type Sheets = (ctx: DomainContext, plan: string) => Promise<OutSheet[]>

const exports: Record<string, Sheets> = {
  async tasks({ tx, calendar, now }, id) {
    const plan = await getPlan(tx, id)
    const dues = await listDue(tx, plan, { on: shanghaiDateOf(now), calendar })
    return [taskSheet(await listTasks(tx, plan.id), dues, await listCorrections(tx, plan.id))]
  },
  async ledger(ctx, id) {
    const stands = await listStands(ctx, await getPlan(ctx.tx, id))
    const proofs = await listLedgerProofs(
      ctx.tx,
      closingItems(stands).map((item) => item.id),
    )
    return ledgerSheets(
      stands,
      Map.groupBy(proofs, ({ itemId }) => itemId),
    )
  },
  audit: async ({ tx }) => [await auditSheet(tx)],
}

export const declare: Declare = (command, deps, say) => {
  command
    .addArgument(new Argument('<种类>', '导出什么').choices(Object.keys(exports)))
    .requiredOption('--out <文件>', '写到哪个 .xlsx 文件')
    .addOption(planOption())
    .action(async (kind: string, { out, plan }: { out: string; plan: string }) => {
      const sheets = await actPrepared(deps, (ctx) => exports[kind]!(ctx, plan))
      const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
      const file = await writeOutput(deps.cwd, out, await writeWorkbook(sheets))
      say.item({ export: kind, rows, file }, `已导出${rows}行：${file}`)
    })
}
