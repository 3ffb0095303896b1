import { recordAudit } from '#src/domain/audit/record.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { openDayKitOf } from '#src/domain/open-days/find.ts'
import { DomainError } from '#src/errors.ts'
import { forwardPost, type Kit } from '#src/views/forward.ts'
import { reportKit } from '#src/views/report.ts'
import { findCommunity } from '#storage/repositories/community.ts'
import { type Chat, listChats } from '#storage/repositories/people.ts'
import { insertForwarding, lockForwarding, tickForwarding } from '#storage/repositories/report.ts'
import { findPublishedReport } from './find.ts'
import { picturesOf } from './picture.ts'
import type { Report } from './report.ts'

/** What a version's posts and kits are filed under. */
export const subjectOf = ({ id, version }: Pick<Report, 'id' | 'version'>): string => `report:${id}:v${version}`

/** The company's groups of an estate; where it has none, the street's. */
export async function keepersOf(ctx: DomainContext, communityId: string): Promise<Chat[]> {
  const community = await findCommunity(ctx.tx, communityId)
  if (!community) return []
  const groups = (await listChats(ctx.tx, community.workspaceId)).filter(
    ({ state, kind, unit }) => state === 'bound' && kind === 'work' && unit !== null,
  )
  const company = groups.filter(({ unit }) => unit === community.company)
  return company.length > 0 ? company : groups.filter(({ unit }) => unit === community.street)
}

/** Gives the manager's group what to carry into other groups, once per subject. */
export async function offerForwarding(ctx: DomainContext, communityId: string, subject: string, kit: Kit): Promise<void> {
  for (const { channel, chatId } of await keepersOf(ctx, communityId)) {
    const key = `forward:${subject}:${channel}:${chatId}`
    const fresh = await insertForwarding(ctx.tx, { key, communityId, subject, givenAt: ctx.now })
    if (fresh) await ctx.send(forwardPost(kit, { key, version: 1 }), { channel, chatId }, key)
  }
}

/** Notes that the kit was carried on: it counts as published there. */
export async function recordForwarded(ctx: DomainContext, key: string, place: { channel: Chat['channel']; chatId: string }): Promise<void> {
  const row = await lockForwarding(ctx.tx, key)
  const community = row && (await findCommunity(ctx.tx, row.communityId))
  if (!row || !community || !key.endsWith(`:${place.channel}:${place.chatId}`))
    throw new DomainError('NO_KIT', '这份转发件已失效，请使用最新的卡片。')
  assertMay(ctx, community, 'prepare', 'PUB')
  if (row.forwardedAt) throw new DomainError('ALREADY', '已登记过，无需重复。')
  const version = row.version + 1
  await tickForwarding(ctx.tx, key, version, ctx.now)
  await recordAudit(ctx, { subject: row.subject, action: 'report.forward' })
  const kit = await kitOf(ctx, row.subject)
  if (kit) await ctx.send(forwardPost(kit, { key, version, forwardedAt: ctx.now }), { ...place, replaces: key }, `${key}:r${version}`)
}

async function kitOf(ctx: DomainContext, subject: string): Promise<Kit | undefined> {
  const [, reportId] = /^report:(.*):v\d+$/.exec(subject) ?? []
  if (reportId === undefined) return openDayKitOf(ctx, subject)
  const report = await findPublishedReport(ctx.tx, reportId)
  return report && reportKit(report, ctx.publicUrl, await picturesOf(ctx, report))
}
