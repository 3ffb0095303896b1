import type { Visibility } from './authorisation.ts'

/** One line of the disclosure catalogue: what must be public, by whom, how often, on what basis. */
export type CatalogueItem = {
  /** D1 … D19 */
  code: string
  title: string
  /** other words people use for it */
  words: string[]
  by: string
  cadence: string
  basis: string
  visibility: Visibility
  /** how long one publication of it counts, in months; absent: until something changes */
  goodForMonths?: number
}

/** What an estate has published under one catalogue item. */
export type Disclosure = {
  id: string
  communityId: string
  code: string
  title: string
  /** label and value lines, as the company published them */
  lines: { label: string; value?: string }[]
  version: number
  publishedOn: string
  preparedBy: string
  reviewedBy?: string
  /** why it took the place of the version before */
  correctionReason?: string
  hash?: string
  files?: { id: string; name: string; bytes: number; mediaType: string }[]
  sample: boolean
}

export type Withdrawal = { version: number; on: string; reason: string }

/** A version before the one that stands. */
export type Earlier = Pick<Disclosure, 'version' | 'publishedOn' | 'correctionReason'>

export type BoardRow = { item: CatalogueItem; current?: Disclosure; withdrawn?: Withdrawal; earlier?: Earlier[] }
export type Board = {
  communityId: string
  communityName: string
  street?: string
  sample: boolean
  rows: BoardRow[]
  /** the published 履约报告, newest first; for the estate's owners */
  reports?: { id: string; label: string }[]
}
