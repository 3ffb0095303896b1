/** Who an actor is towards one estate. */
export type Standing = 'anyone' | 'owner' | 'property' | 'committee' | 'community' | 'street' | 'government' | 'operator'

export type Visibility = 'PUB' | 'OWN' | 'COM' | 'ENT' | 'GOV'

/** `orders`: the estate's 12345 orders */
export type OwnerAction = 'read' | 'prepare' | 'review' | 'correct' | 'withdraw' | 'reply' | 'link' | 'orders'

/**
 * role × action × visibility. PUB anyone, OWN the estate's owners, COM the committee and the community, ENT the estate's
 * own company, GOV the street and the task force. What is not listed is refused.
 */
export const authorisation: Record<OwnerAction, Partial<Record<Standing, readonly Visibility[]>>> = {
  read: {
    anyone: ['PUB'],
    owner: ['PUB', 'OWN'],
    property: ['PUB', 'OWN', 'ENT'],
    committee: ['PUB', 'OWN', 'COM'],
    community: ['PUB', 'OWN', 'COM'],
    street: ['PUB', 'OWN', 'COM', 'ENT', 'GOV'],
    government: ['PUB', 'OWN', 'COM', 'ENT', 'GOV'],
    operator: ['PUB', 'OWN', 'COM', 'ENT', 'GOV'],
  },
  prepare: {
    property: ['PUB', 'OWN', 'ENT'],
    committee: ['PUB', 'OWN', 'COM'],
    community: ['PUB', 'OWN', 'COM'],
    street: ['PUB', 'OWN', 'COM', 'GOV'],
    operator: ['PUB', 'OWN', 'COM', 'ENT', 'GOV'],
  },
  review: {
    committee: ['PUB', 'OWN', 'COM'],
    street: ['PUB', 'OWN', 'COM', 'GOV'],
    operator: ['PUB', 'OWN', 'COM', 'ENT', 'GOV'],
  },
  correct: {
    property: ['PUB', 'OWN', 'ENT'],
    committee: ['PUB', 'OWN', 'COM'],
    street: ['PUB', 'OWN', 'COM', 'GOV'],
    operator: ['PUB', 'OWN', 'COM', 'ENT', 'GOV'],
  },
  withdraw: {
    committee: ['PUB', 'OWN', 'COM'],
    street: ['PUB', 'OWN', 'COM', 'GOV'],
    operator: ['PUB', 'OWN', 'COM', 'ENT', 'GOV'],
  },
  reply: { property: ['PUB', 'OWN'], committee: ['PUB', 'OWN'], street: ['PUB', 'OWN'], operator: ['PUB', 'OWN'] },
  orders: { property: ['ENT'], community: ['ENT'], street: ['ENT'], government: ['ENT'], operator: ['ENT'] },
  link: { property: ['OWN'], committee: ['OWN'], street: ['OWN'], government: ['OWN'], operator: ['OWN'] },
}

export const may = (standings: Iterable<Standing>, action: OwnerAction, visibility: Visibility): boolean =>
  [...standings].some((standing) => authorisation[action][standing]?.includes(visibility))
