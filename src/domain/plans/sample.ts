import type { DomainContext } from '#src/domain/context.ts'
import { reportHash } from '#src/domain/reports/hash.ts'
import { saveCommunities, saveContracts } from '#storage/repositories/community.ts'
import { insertDisclosures } from '#storage/repositories/disclosure.ts'
import { findChat, saveChat, saveMember, saveUnits } from '#storage/repositories/people.ts'
import { insertReports } from '#storage/repositories/report.ts'
import { sampleCommunities, sampleContracts, sampleDisclosures, sampleReports } from '#storage/seed/sample/estates.ts'
import { sampleChats, sampleStreets, taskForce } from '#storage/seed/sample/people.ts'

const workspaceId = 'haidian'

/** What the sandbox plays with: three streets, two estates and two groups, all marked 示例. A second time changes nothing. */
export async function seedSample(ctx: DomainContext): Promise<void> {
  const { tx, now } = ctx
  const unit = (name: string, kind: 'street' | 'bureau') => ({ workspaceId, name, aliases: [], kind, sample: true })
  await saveUnits(tx, [...sampleStreets.map((name) => unit(name, 'street')), unit(taskForce, 'bureau')])
  await saveCommunities(
    tx,
    sampleCommunities.map((row) => ({ ...row, workspaceId })),
  )
  await saveContracts(tx, sampleContracts)
  await insertDisclosures(tx, sampleDisclosures)
  await insertReports(
    tx,
    sampleReports.map((row) => ({ ...row, hash: reportHash(row) })),
  )
  for (const persona of sampleChats.work.personas) {
    await saveMember(tx, {
      channel: 'console',
      userId: persona.id,
      workspaceId,
      unit: persona.unit!,
      role: persona.role!,
      name: persona.name,
    })
  }
  if (await findChat(tx, 'console', sampleChats.work.chatId)) return
  const bound = { channel: 'console' as const, workspaceId, state: 'bound' as const, boundBy: 'sample', boundAt: now }
  await saveChat(tx, { ...bound, chatId: sampleChats.work.chatId, name: sampleChats.work.name, kind: 'work' })
  await saveChat(tx, {
    ...bound,
    chatId: sampleChats.owner.chatId,
    name: sampleChats.owner.name,
    kind: 'owner',
    communityId: sampleCommunities[0]!.id,
  })
}
