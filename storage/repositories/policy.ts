import { and, desc, eq, gte, sql } from 'drizzle-orm'
import type { Clause, DocumentManifest, ParsedDocument, SourceNode, TaskRow } from '#src/domain/policy/document.ts'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { clause, document, question, sourceNode } from '../schema/index.ts'

export type StoredDocument = { manifest: DocumentManifest; rows: TaskRow[]; hash: string }

export async function listDocuments(db: Queryable): Promise<StoredDocument[]> {
  return db.select({ manifest: document.manifest, rows: document.rows, hash: document.hash }).from(document).orderBy(document.id)
}

/** Stores a document with its clauses and nodes; false when this very text is there already. */
export async function saveDocument(tx: Queryable, parsed: ParsedDocument, hash: string): Promise<boolean> {
  const { id } = parsed.manifest
  const known = (await tx.select({ hash: document.hash, manifest: document.manifest }).from(document).where(eq(document.id, id)))[0]
  if (known?.hash === hash) return false
  await tx.delete(clause).where(eq(clause.documentId, id))
  await tx.delete(sourceNode).where(eq(sourceNode.documentId, id))
  const row = { id, manifest: parsed.manifest, rows: parsed.rows, hash }
  await tx.insert(document).values(row).onConflictDoUpdate({ target: document.id, set: row })
  await tx.insert(clause).values(parsed.clauses)
  await tx.insert(sourceNode).values(parsed.nodes.map((node) => ({ ...node, documentId: id })))
  return true
}

export async function listClauses(db: Queryable): Promise<Clause[]> {
  return db.select().from(clause).orderBy(clause.documentId, clause.order)
}

export async function findClause(db: Queryable, id: string): Promise<Clause | undefined> {
  return (await db.select().from(clause).where(eq(clause.id, id)))[0]
}

export async function listNodes(db: Queryable, documentId: string): Promise<SourceNode[]> {
  const nodes = await db.select().from(sourceNode).where(eq(sourceNode.documentId, documentId)).orderBy(sourceNode.order)
  return nodes.map(({ documentId: _, clauseId, ...node }) => ({ ...node, ...(clauseId ? { clauseId } : {}) }))
}

export type Question = typeof question.$inferSelect

export async function insertQuestion(tx: Queryable, row: typeof question.$inferInsert): Promise<void> {
  await tx.insert(question).values(row)
}

/** What this person asked in this chat since `since`, oldest first. */
export async function listQuestions(
  db: Queryable,
  who: { channel: ChannelName; chatId: string; userId: string },
  since: Date,
  limit: number,
): Promise<Question[]> {
  const newest = await db
    .select()
    .from(question)
    .where(
      and(eq(question.channel, who.channel), eq(question.chatId, who.chatId), eq(question.userId, who.userId), gte(question.at, since)),
    )
    .orderBy(desc(question.id))
    .limit(limit)
  return newest.reverse()
}

/** One number that changes with any document: caches of the index are kept by it. */
export async function documentsVersion(db: Queryable): Promise<string> {
  const found = await db
    .select({ version: sql<string>`coalesce(md5(string_agg(${document.hash}, ',' order by ${document.id})), '')` })
    .from(document)
  return found[0]!.version
}
