import type { DomainContext } from '#src/domain/context.ts'
import {
  type GroupPublication,
  listOpenForwardings,
  listPublicationsSince,
  type OpenForwarding,
} from '#storage/repositories/publication.ts'
import { type PublicationState, publicationState } from './rules-publication.ts'

/** Publications are looked back on for so long. */
export const lookBackDays = 30

export type Publications = {
  groups: (GroupPublication & { is: PublicationState })[]
  /** kits nobody has said they carried on */
  kits: OpenForwarding[]
}

/** What has become of a district's publications, group by group, newest first; of one estate where named. */
export async function publicationsOf(ctx: DomainContext, workspaceId: string, communityId?: string): Promise<Publications> {
  const since = new Date(ctx.now.getTime() - lookBackDays * 86_400_000)
  const of = <T extends { communityId: string | null }>(rows: T[]) =>
    rows.filter((row) => communityId === undefined || row.communityId === communityId)
  const groups = of(await listPublicationsSince(ctx.tx, workspaceId, since))
  return {
    groups: groups.map((group) => ({ ...group, is: publicationState(group) })),
    kits: of(await listOpenForwardings(ctx.tx, workspaceId, since)),
  }
}
