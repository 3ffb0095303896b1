import { openPgliteCopy } from './databases.ts'
import { startDistrict } from './district.ts'

/** The groups of the usual cast: the whole task force's, and 区房管局's own. */
export const force = 'the-task-force'
export const housing = 'housing-bureau'

export type TaskForce = Awaited<ReturnType<typeof startTaskForce>>

/**
 * A district on a PGlite of its own, on a Friday at 17:00 unless told otherwise: the task force's group with 李主任, who
 * leads it, and of 区房管局 张工, its liaison, and 王局长, its head. `ownGroup`: 区房管局 has a group of its own.
 */
export async function startTaskForce({ opensAt = '2026-11-20T17:00:00+08:00', ownGroup = false } = {}) {
  const database = await openPgliteCopy()
  const district = await startDistrict(database, opensAt)
  await district.group(force)
  if (ownGroup) await district.group(housing, '区房管局')
  await district.enrol('li', '李主任', '区物业管理工作专班', 'lead')
  await district.enrol('zhang', '张工', '区房管局', 'liaison')
  await district.enrol('wang', '王局长', '区房管局', 'head')
  return { ...district, close: () => database.close() }
}
