import type { ParsedDocument } from '../document.ts'
import { withoutUnits } from '../parse/units.ts'
import type { Entry } from './entry.ts'
import { createGapReader, type GapReader } from './gaps.ts'
import { createHolding, type Holding } from './holding.ts'
import { createHomophoneReader, type HomophoneReader } from './homophones.ts'
import type { Lexicon } from './lexicon.ts'
import { createCharacterFolder, createFolder, foldNumbers, foldWidth } from './normalise.ts'
import { gramsOf, type Phrases, type Postings, phraseIndex, postingsOf } from './postings.ts'
import { createScopeReader, type ScopeReader } from './scope.ts'
import { linkTwins } from './twins.ts'
import { type UnitName, unitNames } from './unit-names.ts'
import { createSegmenter, type Segmenter } from './words.ts'

export type PolicyIndex = Postings &
  Phrases & {
    documents: ParsedDocument[]
    lexicon: Lexicon
    entries: Entry[]
    byId: Map<string, Entry>
    /** rows that break a clause down, and the clause a row belongs to */
    rowsOf: Map<string, Entry[]>
    twinsOf: Map<string, string[]>
    /** headings with their folded name, numerals left out */
    sections: { documentId: string; head: string; name: string }[]
    glossary: Map<string, string[]>
    simplify: (text: string) => string
    fold: (text: string) => string
    readScope: ScopeReader
    readGap: GapReader
    units: UnitName[]
    hear: HomophoneReader
    segment: Segmenter
    /** how telling a word is here: 0 for everywhere or nowhere meaningful, 1 for one clause only */
    weightOf: (word: string) => number
    /** whether the word stands in a clause, in a way of asking, or in the glossary */
    isKnown: (word: string) => boolean
  }

/** Everything an answer is found with, built once from the documents and the lexicon; pure and immutable. */
export function createPolicyIndex(documents: ParsedDocument[], lexicon: Lexicon): PolicyIndex {
  const folder = createFolder(lexicon.canonical)
  const simplify = createCharacterFolder(lexicon.traditional)
  const fold = (text: string) =>
    folder(
      foldWidth(simplify(text))
        .replace(/[\s　]+/g, '')
        .toLowerCase()
        .replace(/,/g, '，'),
    )
  const phrases: { at: number[]; grams: string[] }[] = []
  const foldPath = remembering(fold)
  const entries = documents
    .flatMap((parsed) => parsed.clauses.map((clause) => ({ parsed, clause })))
    .map(({ parsed, clause }, at): Entry => {
      const row = parsed.rows.find((one) => clause.id === `${parsed.manifest.id}/task-${one.no}`)
      const title = row ? '' : fold(clause.title)
      const body = fold(row ? `${row.task}${row.requirement}${row.deadline}` : withoutUnits(clause.text))
      const path = foldPath(`${parsed.manifest.shortTitle}${clause.path.join('')}`)
      return { at, clause, document: parsed.manifest, ...(row ? { row } : {}), title, path, text: title + body, phrases: [], asked: '' }
    })
  const byId = new Map(entries.map((entry) => [entry.clause.id, entry]))
  const withoutScope = createScopeReader(
    documents.map((one) => one.manifest),
    lexicon.documents,
    [],
    () => true,
  )
  /** As a question is read: what names a document is no likeness of its own. */
  const asTopic = (phrase: string) => fold(withoutScope(foldNumbers(phrase)).topic || phrase)
  for (const { clauses, phrases: said } of lexicon.phrasings) {
    const owners = clauses.map((id) => byId.get(id)).filter((entry) => entry !== undefined)
    for (const phrase of said.map(asTopic)) {
      for (const owner of owners) owner.phrases.push(phrase)
      phrases.push({ at: owners.map((owner) => owner.at), grams: gramsOf(phrase) })
    }
  }
  for (const { phrases: said } of lexicon.untold) for (const phrase of said.map(asTopic)) phrases.push({ at: [], grams: gramsOf(phrase) })
  for (const entry of entries) entry.asked = entry.phrases.join('|')

  const glossary = new Map(lexicon.glossary.map(([said, official]) => [fold(said), official.map(fold)]))
  const vocabulary = [
    ...glossary.keys(),
    ...glossary.values(),
    ...lexicon.canonical.map(([, term]) => term),
    ...entries.flatMap((entry) => quotedIn(entry.text)),
  ].flat()
  const said = [...glossary.keys(), ...lexicon.stopwords].join('|')
  const postings = postingsOf(entries)
  const holding = createHolding(entries, postings)
  const isKnown = (word: string) => said.includes(word) || holding.isHeld(word)
  const longer = [...lexicon.canonical.flat(), ...entries.flatMap((entry) => quotedIn(entry.text))].filter((term) =>
    /^[\u4e00-\u9fa5]{3,8}$/.test(term),
  )
  const isMeant = (piece: string) => said.includes(piece) || holding.isWritten(piece)
  const hear = createHomophoneReader(lexicon.homophones, [...new Set([...lexicon.misspelt, ...longer])], isMeant)
  const mend = createFolder(lexicon.typos)
  return {
    documents,
    lexicon,
    entries,
    byId,
    rowsOf: rowsByClause(entries),
    twinsOf: linkTwins(entries),
    sections: sectionsOf(entries, fold),
    ...postings,
    ...phraseIndex(phrases),
    glossary,
    simplify,
    fold,
    readScope: createScopeReader(
      documents.map((one) => one.manifest),
      lexicon.documents,
      citedTitles(documents),
      (words) => isKnown(fold(words)) || documents.some(({ manifest }) => manifest.docNo === words),
    ),
    readGap: createGapReader(
      lexicon.gaps,
      documents.map((one) => one.manifest),
    ),
    units: unitNames(documents, lexicon.units),
    hear: (text) => hear(mend(text)),
    segment: createSegmenter(vocabulary, lexicon.stopwords.map(fold)),
    weightOf: weigher(entries.length, glossary, holding),
    isKnown,
  }
}

/** Clauses under one heading share its text. */
function remembering(fold: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const folded = known.get(text) ?? fold(text)
    known.set(text, folded)
    return folded
  }
}

const citedTitles = (documents: ParsedDocument[]) => [
  ...new Set(
    documents.flatMap((one) => one.clauses.flatMap((clause) => [...clause.text.matchAll(/《([^》]+)》/g)].map((found) => found[1]!))),
  ),
]

const quotedIn = (text: string) => [...text.matchAll(/“([^”]{2,12})”/g)].map((found) => found[1]!)

function sectionsOf(entries: Entry[], fold: (text: string) => string): PolicyIndex['sections'] {
  const heads = new Map<string, PolicyIndex['sections'][number]>()
  for (const { clause, document, row } of entries) {
    for (const head of row ? [] : clause.path) {
      const name = fold(head.replace(/^[（(]?[一二三四五六七八九十]+[）)、]/, ''))
      heads.set(`${document.id} ${head}`, { documentId: document.id, head, name })
    }
  }
  return [...heads.values()]
}

function rowsByClause(entries: Entry[]): Map<string, Entry[]> {
  const rows = new Map<string, Entry[]>()
  for (const entry of entries) if (entry.row) rows.set(entry.row.clause, [...(rows.get(entry.row.clause) ?? []), entry])
  return rows
}

/** Inverse document frequency scaled to 0..1; what residents say weighs as its official word, an unknown word as a middling one. */
function weigher(entries: number, glossary: Map<string, string[]>, { countOf }: Holding): PolicyIndex['weightOf'] {
  const known = new Map<string, number>()
  const top = Math.log(1 + entries / 0.5)
  const rarity = (word: string) => {
    const holding = countOf(word)
    return holding ? Math.log(1 + entries / holding) / top : undefined
  }
  return (word) => {
    let weight = known.get(word)
    if (weight === undefined) {
      const official = glossary.get(word)?.map((one) => rarity(one) ?? UNKNOWN) ?? []
      weight = rarity(word) ?? Math.max(UNKNOWN, ...official)
      if (known.size < 20_000) known.set(word, weight)
    }
    return weight
  }
}

const UNKNOWN = 0.4
