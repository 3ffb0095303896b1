import { assertMay } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { listPending } from '#storage/repositories/review.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { putUpUnreviewed } from './completion.ts'
import { type Matter, matterOf } from './matter.ts'

/** All that waits for a lead of this workspace. @throws DomainError for anybody else */
export async function pendingMatters(ctx: DomainContext, workspaceId: string): Promise<Matter[]> {
  assertMay(ctx, workspaceId, 'decide')
  for (const plan of await listPlans(ctx.tx, workspaceId)) await putUpUnreviewed(ctx, plan)
  const matters: Matter[] = []
  for (const request of await listPending(ctx.tx, workspaceId)) matters.push(await matterOf(ctx, request))
  return matters
}
