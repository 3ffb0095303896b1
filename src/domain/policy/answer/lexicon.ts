import type { DocumentManifest } from '../document.ts'

/**
 * What an operator may teach the answers without touching code: plain files under storage/seed/lexicon.
 * Nothing in it is keyed to a question; phrasings belong to clauses, gaps and defects to the documents.
 */
export type Lexicon = {
  /** spellings of one thing, folded on both sides: 物业服务企业 → 物业企业 */
  canonical: [variant: string, term: string][]
  /** what residents say → the words the documents use; added to a question, never to a text */
  glossary: [said: string, official: string[]][]
  typos: [wrong: string, right: string][]
  /** words often written with other characters of the same sound */
  misspelt: string[]
  /** characters that sound alike, one syllable per string */
  homophones: string[]
  /** traditional and simplified characters in pairs: 電电 */
  traditional: string
  /** words that carry no topic: 请问, 怎么, 有没有 */
  stopwords: string[]
  /** ways people ask for a clause */
  phrasings: { clauses: string[]; phrases: string[] }[]
  /** what people ask on the subject of a clause and no document tells */
  untold: { clauses: string[]; phrases: string[] }[]
  /** words that a clause must have itself to answer what they ask: 余额, 清洗, 配比 */
  decisive: string[]
  documents: DocumentNames
  units: [alias: string, unit: string][]
  gaps: Gap[]
  defects: Defect[]
}

export type DocumentNames = {
  /** patterns by which a document is meant, per document id; `group` patterns mean several */
  documents: { id: string; pattern: string }[]
  districts: string[]
  /** streets and places that tell a district: 中关村 → 海淀区 */
  places: [place: string, district: string][]
  elsewhere: string[]
}

/** A question the documents do not answer although they speak of its subject. */
export type Gap = {
  ask: string
  unless?: string
  /** what a clause must hold to answer after all */
  evidence?: string
  /** no gap once a document of this level is held */
  unlessHeld?: DocumentManifest['level']
  reason: Reason
  reply: string
}

/** A flaw of the source texts, told whenever an answer touches it; `no` is its number in the register. */
export type Defect = { no?: number; clauses: string[]; see?: string[]; when?: string; note: string }

export type Reason = 'NO_DIRECT_EVIDENCE' | 'OTHER_JURISDICTION' | 'OUT_OF_PERIOD' | 'PERSONAL_DATA' | 'LEGAL_ADVICE' | 'OFF_TOPIC'

/** Lines of "a<TAB>b"; blank lines and lines beginning with # are comments. */
export const readPairs = (text: string): [string, string][] =>
  text
    .split('\n')
    .filter((line) => line.includes('\t') && !line.startsWith('#'))
    .map((line) => line.split('\t').map((cell) => cell.trim()) as [string, string])

export const readLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
