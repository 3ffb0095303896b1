import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { standingsOf } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { findCommunity, findCurrentContract, listFacilities } from '#storage/repositories/community.ts'
import { type DisclosureRow, type DisclosureVersion, listDisclosures, listPublishedVersions } from '#storage/repositories/disclosure.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listReports } from '#storage/repositories/report.ts'
import { may } from './authorisation.ts'
import { catalogue, findCatalogueItem } from './catalogue.ts'
import type { Board, BoardRow, CatalogueItem, Disclosure, Earlier } from './disclosure.ts'
import { matchItem } from './match.ts'
import { factOf, type Register, yearAsked } from './rules-facts.ts'
import type { Line } from './rules-lines.ts'

const disclosureOf = (row: DisclosureRow): Disclosure => {
  const { id, communityId, code, title, lines, version, publishedOn, preparedBy, reviewedBy, correctionReason, hash, files, sample } = row
  return {
    ...{ id, communityId, code, title, lines, version, publishedOn, preparedBy, sample },
    ...(reviewedBy ? { reviewedBy } : {}),
    ...(correctionReason ? { correctionReason } : {}),
    ...(hash ? { hash } : {}),
    ...(files.length > 0 ? { files: files.map(({ sha256: id, name, bytes, mediaType }) => ({ id, name, bytes, mediaType })) } : {}),
  }
}

const stateOf = (row: DisclosureRow | undefined): Pick<BoardRow, 'current' | 'withdrawn'> => {
  if (!row) return {}
  if (row.status !== 'withdrawn') return { current: disclosureOf(row) }
  return { withdrawn: { version: row.version, on: row.withdrawnOn!, reason: row.withdrawalReason! } }
}

const earlierOf = ({ version, publishedOn, correctionReason }: DisclosureVersion): Earlier => ({
  version,
  publishedOn,
  ...(correctionReason ? { correctionReason } : {}),
})

/** What the law asks of an estate and what is on record by that day. */
export async function findBoard(tx: Queryable, communityId: string, on: string): Promise<Board | undefined> {
  const community = await findCommunity(tx, communityId)
  if (!community) return undefined
  const published = new Map((await listDisclosures(tx, communityId, on)).map((row) => [row.code, row]))
  const versions = Map.groupBy(await listPublishedVersions(tx, communityId, on), ({ code }) => code)
  const rows = catalogue.map((item): BoardRow => {
    const row = published.get(item.code)
    const earlier = (versions.get(item.code) ?? []).filter(({ version }) => version < row!.version).map(earlierOf)
    return { item, ...stateOf(row), ...(earlier.length > 0 ? { earlier } : {}) }
  })
  const { name, street, sample } = community
  const reports = (await listReports(tx, communityId, on))
    .filter(({ status }) => status === 'published')
    .map(({ id, periodLabel }) => ({ id, label: `${periodLabel}履约报告` }))
  return { communityId, communityName: name, ...(street ? { street } : {}), sample, rows, reports }
}

/** `fact`: the one line the question asks for by name, without a value where there is none */
export type DisclosureAnswer = { board: Board; item?: CatalogueItem; row?: BoardRow; fact?: Line }

/**
 * Answers a question from this estate's own disclosures and register only; without a recognisable item, with the list.
 * @throws DomainError for what whoever asks there may not read
 */
export async function askDisclosure(ctx: DomainContext, communityId: string, question: string, chat?: Chat): Promise<DisclosureAnswer> {
  const on = shanghaiDateOf(ctx.now)
  const community = await findCommunity(ctx.tx, communityId)
  const board = await findBoard(ctx.tx, communityId, on)
  if (!board || !community) throw new Error(`chat bound to unknown community ${communityId}`)
  const item = findCatalogueItem(question) ?? matchItem(question)
  const row = item && board.rows.find((candidate) => candidate.item.code === item.code)
  if (!item || !row) return { board }
  if (!may(standingsOf(ctx, community, chat), 'read', item.visibility))
    throw new DomainError('OWNERS_ONLY', `「${item.title}」仅本小区业主可见，请在${community.name}业主群内查询。`)
  const fact = factOf(question, item, row.current?.lines ?? [], await registerOf(ctx, communityId, on), yearAsked(question, on))
  return { board, item, row, ...(fact ? { fact } : {}) }
}

async function registerOf(ctx: DomainContext, communityId: string, on: string): Promise<Register> {
  const contract = await findCurrentContract(ctx.tx, communityId, on)
  const lift = (await listFacilities(ctx.tx, communityId)).find(({ type, maintainer }) => type === '电梯' && maintainer)
  return {
    ...(contract ? { contract } : {}),
    ...(lift ? { lift: { maintainer: lift.maintainer!, ...(lift.maintainerPhone ? { phone: lift.maintainerPhone } : {}) } } : {}),
  }
}
