import type { Clause, DocumentManifest } from '../document.ts'

/** Ids of clauses that came, went, or say something else; `described`: the manifest is another. */
export type Difference = { added: string[]; changed: string[]; removed: string[]; described: boolean }

type Said = Pick<Clause, 'id' | 'place' | 'title' | 'text'>

export function differenceOf(
  before: { manifest: DocumentManifest; clauses: Said[] },
  after: { manifest: DocumentManifest; clauses: Said[] },
): Difference {
  const old = new Map(before.clauses.map((clause) => [clause.id, clause]))
  const ids = new Set(after.clauses.map((clause) => clause.id))
  return {
    added: after.clauses.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    changed: after.clauses.filter((clause) => old.has(clause.id) && saying(old.get(clause.id)!) !== saying(clause)).map(({ id }) => id),
    removed: before.clauses.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
    described: canonical(before.manifest) !== canonical(after.manifest),
  }
}

const saying = ({ place, title, text }: Said) => [place, title, text].join('\n')

/** The file's name says nothing of the document. */
const canonical = ({ file: _, ...manifest }: DocumentManifest) =>
  JSON.stringify(Object.entries(manifest).toSorted(([a], [b]) => (a < b ? -1 : 1)))
