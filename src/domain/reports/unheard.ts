import { addDays } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { tellOpenDays } from '#src/domain/open-days/publish.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listUnheardEstates } from '#storage/repositories/publication.ts'
import { publishWithinDays } from './due.ts'
import { publishDue } from './publish.ts'

/** Estates none of whose owner groups is bound: reports and open days stand on their pages, and their keepers get the kits. */
export async function publishUnheard(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  if (!workspaceId) return
  const until = shanghaiDateOf(ctx.now)
  for (const communityId of await listUnheardEstates(ctx.tx, workspaceId, { after: addDays(until, -publishWithinDays), until })) {
    await publishDue(ctx, communityId)
    await tellOpenDays(ctx, communityId)
  }
}
