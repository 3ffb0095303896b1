import { forms } from '#src/sheets/forms/index.ts'
import type { OutSheet } from '#src/sheets/write.ts'
import type { Queryable } from '#storage/db.ts'
import { listCommunities } from '#storage/repositories/community.ts'
import { listDisclosures } from '#storage/repositories/disclosure.ts'

/**
 * What is on the boards of a workspace, one row per line, in the columns `import disclosures` reads; version and hash
 * stand behind them. What is withdrawn is not there.
 */
export async function disclosureSheet(tx: Queryable, workspaceId: string, on: string): Promise<OutSheet> {
  const { sheet, columns, derived } = forms.disclosures
  const rows: OutSheet['rows'] = []
  for (const { id } of await listCommunities(tx, workspaceId)) {
    for (const one of await listDisclosures(tx, id, on)) {
      if (one.status !== 'published') continue
      const { code, publishedOn, preparedBy, reviewedBy, correctionReason, version, hash } = one
      const last = [{ day: publishedOn }, preparedBy, reviewedBy ?? '', correctionReason ?? '', version, hash ?? '']
      for (const { label, value } of one.lines) rows.push([id, code, label, value, ...last])
    }
  }
  return {
    name: sheet,
    titles: [...columns.map(({ title }) => title), ...derived],
    rows,
    widths: [16, 10, 28, 40, 12, 24, 24, 24, 8, 24],
    filter: true,
  }
}
