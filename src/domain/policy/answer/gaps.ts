import type { DocumentManifest } from '../document.ts'
import type { Entry } from './entry.ts'
import type { Gap } from './lexicon.ts'

export type GapReader = (question: string, hit: Entry | undefined) => Gap | undefined

/** What is asked in a way the documents never answer, unless the clause at hand holds that very kind of fact. */
export function createGapReader(gaps: Gap[], documents: DocumentManifest[]): GapReader {
  const isHeld = ({ unlessHeld }: Gap) => unlessHeld !== undefined && documents.some((document) => document.level === unlessHeld)
  const rules = gaps
    .filter((gap) => !isHeld(gap))
    .map((gap) => ({
      gap,
      ask: new RegExp(gap.ask),
      unless: gap.unless ? new RegExp(gap.unless) : undefined,
      evidence: gap.evidence ? new RegExp(gap.evidence) : undefined,
    }))
  return (question, hit) =>
    rules.find(({ ask, unless, evidence }) => ask.test(question) && !unless?.test(question) && !(hit && evidence?.test(factsOf(hit))))?.gap
}

const factsOf = (entry: Entry) => `${entry.text}${entry.row?.deadline ?? ''}`
