import type { ParsedDocument } from './document.ts'
import type { Queryable } from '#storage/db.ts'
import { documentsVersion, listClauses, listDocuments } from '#storage/repositories/policy.ts'

/** The stored documents as the answer engine takes them. */
export async function loadDocuments(tx: Queryable): Promise<ParsedDocument[]> {
  const byDocument = Map.groupBy(await listClauses(tx), (clause) => clause.documentId)
  return (await listDocuments(tx)).map(({ manifest, rows }) => ({ manifest, rows, clauses: byDocument.get(manifest.id) ?? [], nodes: [] }))
}

export { documentsVersion }
