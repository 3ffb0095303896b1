import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '#src/config.ts'
import { runOperator } from '#src/operator/program.ts'
import { readRows } from '#src/sheets/read.ts'
import { makeTempFolder, removeFolder } from './temp-folder.ts'
import type { Town } from './town.ts'

/** The rows of one sheet as the operator's `export` writes them from what a town holds. */
export async function exportedFrom({ service, clock }: Town, kind: 'tasks' | 'ledger', sheet: string): Promise<string[][]> {
  const cwd = await makeTempFolder()
  const { database, settings } = service
  const open = async () => ({ database, settings })
  const { code } = await runOperator(['export', kind, '--out', 'out.xlsx'], {
    config: loadConfig({}),
    clock,
    cwd,
    stdin: async () => '',
    open,
  })
  if (code !== 0) throw new Error(`export ${kind} ended with ${code}`)
  const rows = await readRows(await readFile(join(cwd, 'out.xlsx')), sheet)
  await removeFolder(cwd)
  return rows.map(({ cells }) => cells)
}
