import { membershipsOf } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { may, type OwnerAction, type Standing, type Visibility } from '#src/domain/disclosures/authorisation.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { Chat, Member } from '#storage/repositories/people.ts'

/** What the actor is towards this estate: by the register, and by the owner group in which it speaks. */
export function standingsOf(ctx: DomainContext, community: Community, chat?: Chat): Set<Standing> {
  if (ctx.actor.type !== 'person') return new Set(['operator'])
  const of = membershipsOf(ctx, community.workspaceId).flatMap((member) => standingOf(member, community))
  const here: Standing[] = chat?.kind === 'owner' && chat.communityId === community.id ? ['owner'] : []
  return new Set<Standing>(['anyone', ...here, ...of])
}

function standingOf({ role, unit }: Member, { name, aka, company, street }: Community): Standing[] {
  const own = unit === name || aka.includes(unit)
  switch (role) {
    case 'lead':
      return ['government']
    case 'property':
      return unit === company ? ['property'] : []
    case 'street':
      return unit === street ? ['street'] : []
    case 'committee':
    case 'community':
    case 'owner':
      return own ? [role] : []
    default:
      return []
  }
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
