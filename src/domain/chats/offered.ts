import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { standingByRole } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { may, type OwnerAction, type Visibility } from '#src/domain/disclosures/authorisation.ts'
import { reaches, type WorkAction } from './rules-permissions.ts'

/** What somebody must be allowed to do, in the work of a task force or for an estate, to have any use of a command. */
export type Needs = { work: WorkAction } | { estate: readonly [OwnerAction, Visibility] }

/** Whether this person may do it at all, for a unit or an estate of their own; in a group, by what they are in its workspace. */
export function isOffered({ actor, now }: DomainContext, needs: Needs, workspaceId: string | null | undefined): boolean {
  if (actor.type !== 'person') return true
  const today = shanghaiDateOf(now)
  return actor.memberships
    .filter((member) => (!workspaceId || member.workspaceId === workspaceId) && (!member.untilOn || member.untilOn >= today))
    .some((member) => {
      if ('work' in needs) return reaches(needs.work, member, member.unit)
      const standing = standingByRole[member.role]
      return standing !== undefined && may([standing], ...needs.estate)
    })
}
