import { assertLead } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listPending } from '#storage/repositories/review.ts'
import { type Matter, matterOf } from './show.ts'

/** All that waits for a lead of this workspace. @throws DomainError for anybody else */
export async function pendingMatters(ctx: DomainContext, workspaceId: string): Promise<Matter[]> {
  assertLead(ctx, workspaceId)
  const matters: Matter[] = []
  for (const request of await listPending(ctx.tx, workspaceId)) matters.push(await matterOf(ctx, request))
  return matters
}
