import type { Role } from '#storage/schema/people.ts'
import { talkIn } from './talk.ts'
import { startTown, type Town } from './town.ts'

/** Somebody of the group: Feishu id, name, unit and role; one line more for each further unit. */
export type Cast = readonly (readonly [userId: string, name: string, unit: string, role: Role])[]

/**
 * A town whose task force's group has had the reminders of Monday 2026-11-23, 区房管局's card among them.
 * `guests` are in the group without being on the roster.
 */
export async function startWorkGroup(
  chatId: string,
  cast: Cast,
  { database = 'PGlite', guests = [] }: { database?: 'PGlite' | 'Postgres'; guests?: string[] } = {},
): Promise<Town> {
  const town = await startTown(database, '2026-11-23T09:29:58+08:00')
  const members = [...new Set([...cast.map(([userId]) => userId), ...guests])]
  town.feishu.createChat(chatId, { name: '海淀区物业专班', members })
  for (const [userId, name, unit, role] of cast) await town.enrol(userId, name, unit, role)
  await town.bind({ channel: 'lark', chatId, kind: 'work' })
  town.clock.jumpTo(new Date('2026-11-23T09:30:40+08:00'))
  await talkIn(() => town, chatId).card()
  return town
}
