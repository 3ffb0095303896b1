import { likelihood } from './decide.ts'
import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'
import { type Hit, search } from './search.ts'
import type { Understanding } from './understand.ts'
import { wantsOf } from './wants.ts'

/** Clauses that may answer, best first: likeness, scope and whether they hold the kind of fact asked for. */
export function rank(
  index: PolicyIndex,
  asked: Understanding,
  prior: (entry: Entry) => number | undefined,
  boost: (entry: Entry) => number = () => 0,
): Hit[] {
  const wants = wantsOf(asked.question, asked.intents)
  const hits = search(index, {
    text: asked.topic,
    words: asked.words,
    numbers: asked.numbers,
    isNamed: asked.scope.documents.length > 0 || asked.scope.years.length > 0,
    prior,
  })
  for (const hit of hits) hit.score += boost(hit.entry) + typeBonus(hit.entry, asked, wants)
  hits.sort((a, b) => b.score - a.score)
  const ordered = wants.length ? preferTyped(hits, wants, asked.intents.has('deadline') ? DATED : undefined) : hits
  setLeads(index, ordered.slice(0, LED))
  return preferNew(ordered)
}

/** A clause nobody has written ways of asking for yet scores nothing for them: how likely each answers is fair to both. */
function preferNew(hits: Hit[]): Hit[] {
  const [best] = hits
  const fresh = hits.slice(0, LED).filter(({ entry }) => entry.phrases.length === 0)
  const likeliest = fresh.toSorted((a, b) => likelihood(b) - likelihood(a))[0]
  if (!best?.entry.phrases.length || !likeliest || likelihood(likeliest) <= likelihood(best) + MORE) return hits
  return [likeliest, ...hits.filter((hit) => hit !== likeliest)]
}

const MORE = 0.1

/** As many of the first hits as are ever judged. */
const LED = 12

/** How far each is ahead of what comes behind it and speaks of another matter: a clause, its rows and its twins are one. */
function setLeads(index: PolicyIndex, hits: Hit[]): void {
  const matterOf = ({ entry }: Hit) => entry.row?.clause ?? entry.clause.id
  for (const [at, hit] of hits.entries()) {
    const own = new Set([matterOf(hit), ...(index.twinsOf.get(matterOf(hit)) ?? [])])
    const other = hits.slice(at + 1).find((one) => !own.has(matterOf(one)))
    hit.lead = hit.score - (other?.score ?? 0)
  }
}

/** A date asked for is worth another clause nearly as near. */
const DATED = 0.3

const NEAR = 0.6
/** Share of the best clause's topic that kin must speak of itself. */
const SPEAKS = 0.75

/** Where the best clause lacks the kind of fact asked for and its row, or the row's clause, has it, that one answers. */
function preferTyped(hits: Hit[], wants: RegExp[], abroad = 0): Hit[] {
  const [best] = hits
  if (!best) return hits
  const telling = (entry: Entry) => wants.filter((want) => want.test(factsOf(entry))).length
  const family = best.entry.row?.clause ?? best.entry.clause.id
  const isKin = ({ entry }: Hit) => (entry.row?.clause ?? entry.clause.id) === family
  const kin = hits.find(
    (hit) =>
      hit.score > best.score - (isKin(hit) ? NEAR : telling(best.entry) ? 0 : abroad) &&
      hit.coverage >= SPEAKS * best.coverage &&
      telling(hit.entry) > telling(best.entry),
  )
  return kin ? [kin, ...hits.filter((hit) => hit !== kin)] : hits
}

export const factsOf = (entry: Entry) => `${entry.text}${entry.row?.deadline ?? ''}`

/** Columns of the task table: a clause names 责任单位 only. */
const ONLY_IN_ROWS = /牵头|配合单位|落实单位|协办/

function typeBonus(entry: Entry, { intents, question }: Understanding, wants: RegExp[]): number {
  const facts = factsOf(entry)
  let bonus = wants.length ? (0.25 * wants.filter((want) => want.test(facts)).length) / wants.length : 0
  if (entry.row && intents.has('deadline')) bonus += /\d{4}年|每年/.test(`${entry.row.deadline}${entry.row.requirement}`) ? 0.25 : 0
  if (entry.row && intents.has('lead')) bonus += ONLY_IN_ROWS.test(question) ? 0.5 : 0.25
  if (!entry.row && !intents.has('lead') && !intents.has('deadline') && !wants.length) bonus += 0.04
  if (entry.row && /任务分解表|分解表|任务表|第几项|哪一?项|序号/.test(question)) bonus += 0.8
  if (!entry.row && /第几条|哪一?条/.test(question)) bonus += 0.2
  if (/goal|guiding|principle|org|guarantee|background|other/.test(entry.clause.id)) bonus -= 0.12
  return bonus
}
