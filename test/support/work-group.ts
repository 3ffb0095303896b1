import type { Part } from './cast.ts'
import { talkIn } from './talk.ts'
import { startTown, type Town } from './town.ts'

/** The task force's group. */
export const work = 'oc_66666666666666666666666666666666'

/**
 * A town whose task force's group has had the reminders of Monday 2026-11-23, 区房管局's card among them.
 * `guests` are in the group without being on the roster.
 */
export async function startWorkGroup(
  cast: readonly Part[],
  { database = 'PGlite', guests = [] }: { database?: 'PGlite' | 'Postgres'; guests?: string[] } = {},
): Promise<Town> {
  const town = await startTown(database, '2026-11-23T09:29:58+08:00')
  const members = [...new Set([...cast.map(([userId]) => userId), ...guests])]
  town.feishu.createChat(work, { name: '海淀区物业专班', members })
  for (const [userId, name, unit, role] of cast) await town.enrol(userId, name, unit, role)
  await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
  town.clock.jumpTo(new Date('2026-11-23T09:30:40+08:00'))
  await talkIn(() => town, work).card()
  return town
}
