import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Queryable } from '#storage/db.ts'
import { type DisclosureRow, findCommunity, listDisclosures } from '#storage/repositories/owner.ts'
import { catalogue } from './catalogue.ts'
import type { Board, BoardRow, CatalogueItem, Disclosure } from './disclosure.ts'
import { matchItem } from './match.ts'

export const disclosureOf = (row: DisclosureRow): Disclosure => {
  const { id, communityId, code, title, lines, version, publishedOn, preparedBy, reviewedBy, correctionReason, hash, sample } = row
  return {
    ...{ id, communityId, code, title, lines, version, publishedOn, preparedBy, sample },
    ...(reviewedBy ? { reviewedBy } : {}),
    ...(correctionReason ? { correctionReason } : {}),
    ...(hash ? { hash } : {}),
  }
}

const stateOf = (row: DisclosureRow | undefined): Pick<BoardRow, 'current' | 'withdrawn'> => {
  if (!row) return {}
  if (row.status !== 'withdrawn') return { current: disclosureOf(row) }
  return { withdrawn: { version: row.version, on: row.withdrawnOn!, reason: row.withdrawalReason! } }
}

/** What the law asks of an estate and what is on record by that day. */
export async function findBoard(tx: Queryable, communityId: string, on: string): Promise<Board | undefined> {
  const community = await findCommunity(tx, communityId)
  if (!community) return undefined
  const published = new Map((await listDisclosures(tx, communityId, on)).map((row) => [row.code, row]))
  const rows = catalogue.map((item): BoardRow => ({ item, ...stateOf(published.get(item.code)) }))
  const { name, street, sample } = community
  return { communityId, communityName: name, ...(street ? { street } : {}), sample, rows }
}

export type DisclosureAnswer = { board: Board; item?: CatalogueItem; row?: BoardRow }

/** Answers a question from this estate's own disclosures only; without a recognisable item, with the list. */
export async function askDisclosure(ctx: DomainContext, communityId: string, question: string): Promise<DisclosureAnswer> {
  const board = await findBoard(ctx.tx, communityId, shanghaiDateOf(ctx.now))
  if (!board) throw new Error(`chat bound to unknown community ${communityId}`)
  const item = matchItem(question)
  const row = item && board.rows.find((candidate) => candidate.item.code === item.code)
  return { board, ...(item ? { item } : {}), ...(row ? { row } : {}) }
}
