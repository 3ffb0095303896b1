import type { DocumentManifest } from '../document.ts'
import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'
import type { Reason } from './lexicon.ts'
import type { Understanding } from './understand.ts'

/** Which documents may answer, and with what preference; or why none may. */
export type Reach = {
  refusal?: { reason: Reason; reply: string }
  documents: string[]
  isNamed: boolean
  /** added to a clause's score; undefined leaves it out */
  prior: (entry: Entry) => number | undefined
  /** the city's documents in force, for a question to a district's that they do not tell */
  beyond?: (entry: Entry) => number | undefined
}

/** Statuses that an answer prefers anything in force to. */
const PAST = ['期满', '被替代']

const PLAIN: Record<string, number> = { home: 0.22, city: 0.06, otherDistrict: -0.4, expired: -0.2 }
/** A group of one district is not told another's rules. */
const ABROAD = -1

/** Whose plan is meant where neither the question nor the group says. */
const HOME = '海淀区'

/** @param district the asking group's district, e.g. 海淀区: its documents come first where none is named */
export function reachOf(
  index: PolicyIndex,
  asked: Understanding,
  district: string | undefined,
  statusOf: (document: DocumentManifest) => string,
): Reach {
  const manifests = index.documents.map((document) => document.manifest)
  const { scope } = asked
  const refuse = (reason: Reason, reply: string): Reach => ({ refusal: { reason, reply }, documents: [], isNamed: true, prior: () => 0 })
  if (scope.elsewhere) {
    return refuse('OTHER_JURISDICTION', `没有收录“${scope.elsewhere}”的文件；已收录的是${covered(manifests)}的文件。`)
  }
  if (scope.unknownTitle) return refuse('NO_DIRECT_EVIDENCE', `没有收录《${scope.unknownTitle}》。`)
  const isPlace = asked.intents.has('place') && scope.documents.length > 0
  if (scope.citedTitle && !isPlace && ASKS_CONTENT.test(asked.question)) {
    return refuse('NO_DIRECT_EVIDENCE', `已收录的文件只提到《${scope.citedTitle}》，没有它的全文。`)
  }
  const named = documentsMeant(manifests, asked)
  if (named === 'none') return refuse('OUT_OF_PERIOD', `已收录的文件没有${scope.years.map((year) => `${year}年`).join('、')}的内容。`)
  const isNamed = named.length > 0
  const prior = (entry: Entry) => {
    const { document } = entry
    if (isNamed) return named.includes(document.id) ? 0 : undefined
    if (PAST.includes(statusOf(document))) return PLAIN.expired
    if (document.level !== 'district') return PLAIN.city
    if (document.jurisdiction === (district ?? HOME)) return PLAIN.home
    return district ? ABROAD : PLAIN.otherDistrict
  }
  const isDistrictOnly = isNamed && named.every((id) => levelOf(manifests, id) === 'district')
  const beyond = ({ document }: Entry) => (document.level === 'city' && statusOf(document) === '现行' ? 0 : undefined)
  return { documents: named, isNamed, prior, ...(isDistrictOnly ? { beyond } : {}) }
}

const ASKS_CONTENT =
  /第\d+条|哪一?条|规定(了|的)?(什么|哪些|啥|几)|(里面?|中)(对|是|怎么|咋|如何|有没有|写|规定|说|多少|哪)|(写|讲|说|规定|包括|含)了?(些)?(什么|啥|哪些|哪几)|具体(条款|怎么|规定|内容)|内容(是|有|怎么)|全文|原文|讲了?(什么|啥)|条文/

const levelOf = (manifests: DocumentManifest[], id: string) => manifests.find((one) => one.id === id)?.level

const covered = (manifests: DocumentManifest[]) => [...new Set(manifests.map((one) => one.jurisdiction))].join('、')

/** The documents named, narrowed by the years named; 'none' when the years lie outside of every one of them. */
function documentsMeant(manifests: DocumentManifest[], { scope, intents }: Understanding): string[] | 'none' {
  if (!scope.years.length) return scope.documents
  const speaking = manifests.filter((document) => scope.years.some((year) => speaksOf(document, year))).map((document) => document.id)
  if (!speaking.length) return 'none'
  const both = scope.documents.filter((id) => speaking.includes(id))
  if (intents.has('compare') && !both.length && scope.documents.length) return [...new Set([...scope.documents, ...speaking])]
  if (both.length) return intents.has('compare') ? scope.documents : both
  const isDistrict = scope.documents.some((id) => levelOf(manifests, id) === 'district')
  if (scope.documents.length && isDistrict) return 'none'
  const narrow = manifests.filter((document) => speaking.includes(document.id))
  return narrow.every((document) => document.level === 'city') ? speaking : []
}

const speaksOf = (document: DocumentManifest, year: number) =>
  document.periodStart && document.periodEnd
    ? Number(document.periodStart.slice(0, 4)) <= year && year <= Number(document.periodEnd.slice(0, 4))
    : document.issuedOn?.startsWith(String(year)) === true
