import type { Clause, DocumentManifest, TaskRow } from '../document.ts'

/** One clause or table row made ready to be searched; all texts folded. */
export type Entry = {
  at: number
  clause: Clause
  document: DocumentManifest
  row?: TaskRow
  title: string
  /** the headings above and the document's title: what the clause is about without saying it */
  path: string
  /** the clause's own words: title and body */
  text: string
  phrases: string[]
  asked: string
}
