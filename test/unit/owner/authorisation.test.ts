import { expect, it } from 'vitest'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { authorisation, type OwnerAction, type Standing, type Visibility } from '#src/domain/disclosures/authorisation.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { Chat, Member } from '#storage/repositories/people.ts'

const community = { id: 'yuan', name: '园', aka: [], company: '甲物业', street: '东街道', workspaceId: 'w' } as unknown as Community
const ownerGroup = { kind: 'owner', communityId: 'yuan' } as Chat
const otherGroup = { kind: 'owner', communityId: 'ting' } as Chat

const member = (role: Member['role'], unit: string): Member => ({
  channel: 'lark',
  userId: 'u',
  workspaceId: 'w',
  unit,
  role,
  name: null,
  untilOn: null,
})
const somebody = (...memberships: Member[]) =>
  ({
    now: new Date('2026-11-23T02:00:00Z'),
    actor: { type: 'person', channel: 'lark', userId: 'u', memberships },
  }) as unknown as DomainContext

const actors: Record<Standing, [DomainContext, Chat?]> = {
  anyone: [somebody()],
  owner: [somebody(), ownerGroup],
  property: [somebody(member('property', '甲物业'))],
  committee: [somebody(member('committee', '园'))],
  community: [somebody(member('community', '园'))],
  street: [somebody(member('street', '东街道'))],
  government: [somebody(member('lead', '专班'))],
  operator: [{ ...somebody(), actor: { type: 'operator' } } as DomainContext],
}

const standings = Object.keys(actors) as Standing[]
const visibilities: readonly Visibility[] = ['PUB', 'OWN', 'COM', 'ENT', 'GOV']

const allowed = ([ctx, chat]: [DomainContext, Chat?], action: OwnerAction, visibility: Visibility) => {
  try {
    assertMay(ctx, community, action, visibility, chat)
    return true
  } catch {
    return false
  }
}

const every = (Object.keys(authorisation) as OwnerAction[]).flatMap((action) =>
  standings.flatMap((standing) => visibilities.map((visibility) => [standing, action, visibility] as const)),
)

it.each(every)('%s may %s %s exactly where the table or the public right says so', (standing, action, visibility) => {
  const open = authorisation[action].anyone?.includes(visibility) ?? false
  expect(allowed(actors[standing], action, visibility)).toBe(open || (authorisation[action][standing]?.includes(visibility) ?? false))
})

it.each([
  ['another estate’s company', somebody(member('property', '乙物业'))],
  ['another street', somebody(member('street', '西街道'))],
  ['another estate’s committee', somebody(member('committee', '亭'))],
  ['a delegate whose time is over', somebody({ ...member('property', '甲物业'), untilOn: '2026-11-22' })],
  ['somebody of another district', somebody({ ...member('lead', '专班'), workspaceId: 'v' })],
])('%s is anyone', (_, ctx) => {
  for (const [, action, visibility] of every) expect(allowed([ctx], action, visibility)).toBe(action === 'read' && visibility === 'PUB')
})

it('an owner of the next estate reads nothing but what is public', () => {
  expect(visibilities.filter((visibility) => allowed([somebody(), otherGroup], 'read', visibility))).toEqual(['PUB'])
})

it('nobody reviews or withdraws for their own company, and only they and the operator see its own papers beside the street', () => {
  for (const visibility of visibilities) {
    expect(allowed(actors.property, 'review', visibility)).toBe(false)
    expect(allowed(actors.property, 'withdraw', visibility)).toBe(false)
  }
  expect(standings.filter((standing) => allowed(actors[standing], 'read', 'ENT'))).toEqual(['property', 'street', 'government', 'operator'])
})
