import { membershipsOf } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { may, type OwnerAction, type Standing, type Visibility } from '#src/domain/disclosures/authorisation.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { Chat, Member } from '#storage/repositories/people.ts'
import type { Role } from '#storage/schema/people.ts'

/** What the actor is towards this estate: by the register, and by the owner group in which it speaks. */
export function standingsOf(ctx: DomainContext, community: Community, chat?: Chat): Set<Standing> {
  if (ctx.actor.type !== 'person') return new Set(['operator'])
  const of = membershipsOf(ctx, community.workspaceId).flatMap((member) => standingOf(member, community))
  const here: Standing[] = chat?.kind === 'owner' && chat.communityId === community.id ? ['owner'] : []
  return new Set<Standing>(['anyone', ...here, ...of])
}

/** What a role makes somebody towards an estate of theirs. */
export const standingByRole: Partial<Record<Role, Standing>> = {
  lead: 'government',
  property: 'property',
  street: 'street',
  committee: 'committee',
  community: 'community',
  owner: 'owner',
}

function standingOf(member: Member, community: Community): Standing[] {
  const standing = standingByRole[member.role]
  return standing && isTheirs(member, community) ? [standing] : []
}

function isTheirs({ role, unit }: Member, { name, aka, company, street }: Community): boolean {
  if (role === 'lead') return true
  if (role === 'property') return unit === company
  if (role === 'street') return unit === street
  return unit === name || aka.includes(unit)
}

/** @throws DomainError when the table of authorisations does not grant it */
export function assertMay(ctx: DomainContext, community: Community, action: OwnerAction, visibility: Visibility, chat?: Chat): void {
  if (may(standingsOf(ctx, community, chat), action, visibility)) return
  const others = offices.filter(([standing]) => may([standing], action, visibility)).map(([, name]) => name)
  throw new DomainError('NOT_ALLOWED', `您没有办理${community.name}该事项的权限，请联系该小区的${others.join('、')}。`)
}

const offices: readonly [Standing, string][] = [
  ['property', '物业企业'],
  ['committee', '业委会（物管会）'],
  ['street', '街镇'],
]
