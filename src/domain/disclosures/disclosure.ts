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
  visibility: 'PUB' | 'OWN'
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
  sample: boolean
}

export type BoardRow = { item: CatalogueItem; current?: Disclosure }
export type Board = { communityId: string; communityName: string; street?: string; sample: boolean; rows: BoardRow[] }
