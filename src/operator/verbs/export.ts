import { Argument } from 'commander'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listStands } from '#src/domain/ledger/stand.ts'
import { listCorrections } from '#src/domain/review/correct.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { DomainError } from '#src/errors.ts'
import { writeCsv } from '#src/sheets/csv.ts'
import { type OutSheet, writeWorkbook } from '#src/sheets/write.ts'
import { listProofFiles, listWorkFiles } from '#storage/repositories/evidence.ts'
import { listLedgerProofs } from '#storage/repositories/ledger.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { actPrepared } from '../act.ts'
import { auditSheet } from '../exports/audit.ts'
import { disclosureSheet } from '../exports/disclosures.ts'
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
    return [taskSheet(await listTasks(tx, plan.id), dues, await listCorrections(tx, plan.id), await listWorkFiles(tx, { planId: plan.id }))]
  },
  async ledger(ctx, id) {
    const stands = await listStands(ctx, await getPlan(ctx.tx, id))
    const ids = closingItems(stands).map((item) => item.id)
    const proofs = Map.groupBy(await listLedgerProofs(ctx.tx, ids), ({ itemId }) => itemId)
    const files = Map.groupBy(await listProofFiles(ctx.tx, ids), ({ itemId }) => itemId)
    return ledgerSheets(stands, { proofs, files })
  },
  audit: async ({ tx }) => [await auditSheet(tx)],
  async disclosures({ tx, now }, id) {
    return [await disclosureSheet(tx, (await getPlan(tx, id)).workspaceId, shanghaiDateOf(now))]
  },
}

async function fileOf(out: string, sheets: OutSheet[]): Promise<Buffer> {
  if (!/\.csv$/i.test(out)) return writeWorkbook(sheets)
  if (sheets.length > 1) throw new DomainError('MANY_SHEETS', '该导出有多张表，请写到 .xlsx 文件。')
  return writeCsv(sheets[0]!)
}

export const declare: Declare = (command, deps, say) => {
  command
    .addArgument(new Argument('<种类>', '导出什么').choices(Object.keys(exports)))
    .requiredOption('--out <文件>', '写到哪个 .xlsx 文件；只有一张表的也可写 .csv')
    .addOption(planOption())
    .action(async (kind: string, { out, plan }: { out: string; plan: string }) => {
      const sheets = await actPrepared(deps, (ctx) => exports[kind]!(ctx, plan))
      const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
      const file = await writeOutput(deps.cwd, out, await fileOf(out, sheets))
      say.item({ export: kind, rows, file }, `已导出${rows}行：${file}`)
    })
}
