import { tierOf } from './decide.ts'
import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'
import { rank } from './rank.ts'
import { type Hit, holdsNumber } from './search.ts'
import type { Understanding } from './understand.ts'

/** Below this share of the topic a clause is silent on it. */
export const TELLING = 0.3

/** Things set side by side stand in one document, if it speaks of both. */
const SAME_DOCUMENT = 0.4

/** One clause per document named ("市里和海淀…有啥不同"), or per subject of one document ("组建率和覆盖率…一样吗"). */
export function findCompared(
  index: PolicyIndex,
  asked: Understanding,
  documents: string[],
  prior: (entry: Entry) => number | undefined,
): Hit[] {
  if (documents.length >= 2) {
    const hits = matchAcross(index, asked, documents)
    const telling = (hit: Hit) => Number(hit.coverage >= TELLING) + Number(tierOf(hit) === 'answer')
    return hits.sort((a, b) => telling(b) - telling(a))
  }
  const subjects = subjectsOf(asked)
  if (subjects.some((topic) => !index.segment(topic.replace(/20\d\d年?/g, ' ')).length)) return []
  const found = (topic: string, boost?: (entry: Entry) => number) =>
    rank(index, { ...asked, topic, words: index.segment(topic) }, prior, boost)[0]
  const surest = subjects.map((topic) => found(topic)).reduce((a, b) => ((b?.score ?? 0) > (a?.score ?? 0) ? b : a), undefined)
  return subjects
    .map((topic) => found(topic, ({ document }) => (document === surest?.entry.document ? SAME_DOCUMENT : 0)))
    .filter((hit) => hit !== undefined)
    .filter((hit) => hit.coverage >= TELLING)
}

/** The clause of each document that speaks of it: what says the same on both levels goes before what fits one of them best. */
function matchAcross(index: PolicyIndex, asked: Understanding, documents: string[]): Hit[] {
  const hitsOf = documents.map((id) => rank(index, asked, (entry) => (entry.document.id === id && !entry.row ? 0 : undefined)))
  const around = (seed: Hit) => {
    const twins = new Set(index.twinsOf.get(seed.entry.clause.id))
    const scoreOf = (hit: Hit) => hit.score + (twins.has(hit.entry.clause.id) ? TWIN : 0)
    const best = hitsOf.map((hits) => (hits.includes(seed) ? seed : hits.toSorted((a, b) => scoreOf(b) - scoreOf(a))[0]))
    const found = best.filter((hit) => hit !== undefined)
    return { hits: found.filter((hit) => hit.coverage >= TELLING || twins.has(hit.entry.clause.id)), sum: sumOf(found.map(scoreOf)) }
  }
  const seeds = hitsOf.flatMap((hits) => hits.slice(0, SEEDS)).filter(({ coverage }) => coverage >= TELLING)
  return seeds.map(around).reduce<{ hits: Hit[]; sum: number }>((a, b) => (b.sum > a.sum ? b : a), { hits: [], sum: 0 }).hits
}

const TWIN = 0.5
const SEEDS = 3
const sumOf = (scores: number[]) => scores.reduce((sum, score) => sum + score, 0)

/** 一会儿说1800个一会儿说477个: for each number the clause that has it and speaks of the subject, each of another document. */
export function findHolders(index: PolicyIndex, asked: Understanding, prior: (entry: Entry) => number | undefined): Entry[] {
  const large = asked.numbers.filter((number) => number.length >= 3)
  if (large.length < 2) return []
  const hits = rank(index, asked, prior).filter((hit) => hit.coverage >= TELLING)
  const holders = large.map((number) => hits.find(({ entry }) => !entry.row && holdsNumber(entry.text, number))?.entry)
  const found = holders.filter((entry) => entry !== undefined)
  return new Set(found.map((entry) => entry.document.id)).size > 1 ? found : []
}

/** The two things set side by side 和, 跟, 与; what is asked of both stands behind a comma: A和B，收费分别怎么定. */
function subjectsOf({ topic }: Understanding): string[] {
  const [, things = '', of = ''] = /^(.*)[，,]([^，,]*分别.*)$/.exec(topic) ?? []
  const found = /^(.*?)(?:还是|和|跟|与|同|及|、)(.*)$/.exec(things || topic)
  return found && found[1]!.length >= 2 && found[2]!.length >= 2 ? [`${found[1]} ${of}`, `${found[2]} ${of}`] : []
}
