import { reportHash } from '#src/domain/reports/hash.ts'
import type { Queryable } from '#storage/db.ts'
import { saveCommunities } from '#storage/repositories/community.ts'
import { insertDisclosures } from '#storage/repositories/disclosure.ts'
import { saveUnits } from '#storage/repositories/people.ts'
import { insertReports } from '#storage/repositories/report.ts'
import { sampleCommunities, sampleDisclosures, sampleReports } from '#storage/seed/sample/estates.ts'

/** Puts streets on the register, each also known as its 办. */
export const saveStreets = (tx: Queryable, names: string[], workspaceId = 'haidian'): Promise<void> =>
  saveUnits(
    tx,
    names.map((name) => ({ workspaceId, name, aliases: [`${name}办`], kind: 'street', sample: true })),
  )

/** Puts the sample's two estates, 示例花园 and 示例家园, on Haidian's register. */
export const saveSampleCommunities = (tx: Queryable): Promise<void> =>
  saveCommunities(
    tx,
    sampleCommunities.map((row) => ({ ...row, workspaceId: 'haidian' })),
  )

/** The same with what they have made public and the reports they have drafted. */
export async function saveSampleEstates(tx: Queryable): Promise<void> {
  await saveSampleCommunities(tx)
  await insertDisclosures(tx, sampleDisclosures)
  await insertReports(
    tx,
    sampleReports.map((row) => ({ ...row, hash: reportHash(row) })),
  )
}
