import type { Filled, Problem } from '#src/sheets/form.ts'
import type { Queryable } from '#storage/db.ts'
import { type Community, listCommunities } from '#storage/repositories/community.ts'

/** Finds the estates that rows name, by id, name or other name; what is not found is told row by row. */
export async function estatesOf(
  db: Queryable,
  workspaceId: string,
): Promise<{ of(said: string): Community | undefined; problems<T extends { community: string }>(rows: Filled<T>[]): Problem[] }> {
  const all = await listCommunities(db, workspaceId)
  const matching = (said: string) => {
    const byId = all.filter(({ id }) => id === said)
    return byId.length > 0 ? byId : all.filter(({ name, aka }) => name === said || aka.includes(said))
  }
  return {
    of: (said) => (matching(said).length === 1 ? matching(said)[0] : undefined),
    problems: (rows) =>
      rows.flatMap(({ row, value }): Problem[] => {
        const found = matching(value.community)
        if (found.length === 1) return []
        const problem =
          found.length === 0
            ? `名册中没有小区「${value.community}」，请先导入小区名册。`
            : `有${found.length}个小区叫「${value.community}」，请写小区编号。`
        return [{ row, column: '小区', problem }]
      }),
  }
}
