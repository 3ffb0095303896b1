import { and, desc, eq, gt, gte, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { Clause, DocumentManifest, ParsedDocument, TaskRow } from '#src/domain/policy/document.ts'
import { type Difference, differenceOf } from '#src/domain/policy/import/diff.ts'
import type { Ruling } from '#src/domain/policy/rulings.ts'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '../db.ts'
import { clause, document, documentVersion, pastClause, plan, question, reviewRequest } from '../schema/index.ts'

export type StoredDocument = { manifest: DocumentManifest; rows: TaskRow[]; hash: string; version: number }

export async function listDocuments(db: Queryable): Promise<StoredDocument[]> {
  return db
    .select({ manifest: document.manifest, rows: document.rows, hash: document.hash, version: document.version })
    .from(document)
    .orderBy(document.id)
}

/** How many rows go into one statement: its parameters are limited. */
const BATCH = 2000

/**
 * Stores a document with its clauses as its next version; false when this very text is there already. What
 * the version before said otherwise stays readable as past clauses.
 */
export async function saveDocument(tx: Queryable, parsed: ParsedDocument, hash: string): Promise<boolean> {
  const { id } = parsed.manifest
  // While there is no row yet, two that store the same document can wait for nothing else.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`document:${id}`}))`)
  const [known] = await tx.select().from(document).where(eq(document.id, id)).for('update')
  if (known?.hash === hash) return false
  const before = known ? await listClauses(tx, id) : []
  const changes = differenceOf({ manifest: known?.manifest ?? parsed.manifest, clauses: before }, parsed)
  const version = (known?.version ?? 0) + 1
  const gone = new Set([...changes.changed, ...changes.removed])
  const past = before.filter((one) => gone.has(one.id)).map((one) => ({ ...one, version: version - 1 }))
  await tx.delete(clause).where(eq(clause.documentId, id))
  const row = { id, manifest: parsed.manifest, rows: parsed.rows, hash, version }
  await tx.insert(document).values(row).onConflictDoUpdate({ target: document.id, set: row })
  if (known)
    await tx
      .insert(documentVersion)
      .values({ ...known, documentId: id, changes: nothing })
      .onConflictDoNothing()
  await tx.insert(documentVersion).values({ documentId: id, version, hash, manifest: parsed.manifest, changes })
  for (const batch of inBatches(past)) await tx.insert(pastClause).values(batch)
  for (const batch of inBatches(parsed.clauses)) await tx.insert(clause).values(batch)
  return true
}

const nothing: Difference = { added: [], changed: [], removed: [], described: false }

/** Whether the document has, or once had, this very text. */
export async function hasHadText(db: Queryable, documentId: string, hash: string): Promise<boolean> {
  const is = and(eq(documentVersion.documentId, documentId), eq(documentVersion.hash, hash))
  return (await db.select({ version: documentVersion.version }).from(documentVersion).where(is).limit(1)).length > 0
}

const inBatches = <T>(list: T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / BATCH) }, (_, at) => list.slice(at * BATCH, (at + 1) * BATCH))

/** The document now has another manifest; its text is the same. */
export async function saveManifest(tx: Queryable, manifest: DocumentManifest): Promise<void> {
  await tx.update(document).set({ manifest }).where(eq(document.id, manifest.id))
}

export type PastClause = typeof pastClause.$inferSelect

/** The clause's earlier wordings, newest first. */
export async function listPastClauses(db: Queryable, id: string): Promise<PastClause[]> {
  return db.select().from(pastClause).where(eq(pastClause.id, id)).orderBy(desc(pastClause.version))
}

/** In their order; of one document, or of all. */
export async function listClauses(db: Queryable, documentId?: string): Promise<Clause[]> {
  const meant = documentId === undefined ? undefined : eq(clause.documentId, documentId)
  return db.select().from(clause).where(meant).orderBy(clause.documentId, clause.order)
}

export async function findClause(db: Queryable, id: string): Promise<Clause | undefined> {
  return (await db.select().from(clause).where(eq(clause.id, id)))[0]
}

export type Question = typeof question.$inferSelect

export async function insertQuestion(tx: Queryable, row: typeof question.$inferInsert): Promise<number> {
  return (await tx.insert(question).values(row).returning({ id: question.id }))[0]!.id
}

export async function findQuestion(db: Queryable, id: number): Promise<Question | undefined> {
  return (await db.select().from(question).where(eq(question.id, id)))[0]
}

export async function markHelpful(tx: Queryable, id: number, helpful: boolean): Promise<void> {
  await tx.update(question).set({ helpful }).where(eq(question.id, id))
}

/** What was asked in a workspace since then, the newest 2000, greetings and abuse left out. */
export async function listQuestionTexts(db: Queryable, workspaceId: string, since: Date): Promise<string[]> {
  const meant = or(isNull(question.reason), notInArray(question.reason, ['OFF_TOPIC', 'PERSONAL_DATA']))
  const found = await db
    .select({ text: question.text })
    .from(question)
    .where(and(eq(question.workspaceId, workspaceId), gte(question.at, since), meant))
    .orderBy(desc(question.id))
    .limit(2000)
  return found.map(({ text }) => text)
}

export async function lastQuestionId(db: Queryable): Promise<number> {
  return (await db.select({ id: sql<number>`coalesce(max(${question.id}), 0)::int` }).from(question))[0]!.id
}

/** Answered questions after `after` that nobody has rephrased, newest first; from now on they are taken. */
export async function claimToRephrase(db: Queryable, of: { after: number; channels: ChannelName[]; at: Date }): Promise<Question[]> {
  const claimed = await db
    .update(question)
    .set({ rephrasedAt: of.at })
    .where(
      and(gt(question.id, of.after), isNull(question.rephrasedAt), eq(question.tier, 'answer'), inArray(question.channel, of.channels)),
    )
    .returning()
  return claimed.toSorted((a, b) => b.id - a.id)
}

/** Clauses as cited, with their documents' titles, in the order given. */
export async function listCited(db: Queryable, ids: string[]): Promise<{ title: string; place: string; text: string }[]> {
  const found = await db
    .select({ id: clause.id, title: sql<string>`${document.manifest} ->> 'title'`, place: clause.place, text: clause.text })
    .from(clause)
    .innerJoin(document, eq(document.id, clause.documentId))
    .where(inArray(clause.id, ids))
  return found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
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

/** One number that changes with any document or ruling: caches of the index are kept by it. */
export async function documentsVersion(db: Queryable): Promise<string> {
  const texts = db
    .select({ version: sql<string>`md5(string_agg(${document.hash} || (${document.manifest} ->> 'status'), ',' order by ${document.id}))` })
    .from(document)
  const rulings = db
    .select({ version: sql<string>`md5(string_agg(${reviewRequest.id}::text, ',' order by ${reviewRequest.id}))` })
    .from(reviewRequest)
  const [found] = await db.select({ version: sql<string>`concat((${texts}), (${rulings.where(isRuling)}))` }).from(sql`(values (1)) one`)
  return found!.version
}

const isRuling = and(eq(reviewRequest.kind, 'ruling'), eq(reviewRequest.state, 'approved'))

/** What leads have decided on rows of a plan's source. */
export async function listRulings(db: Queryable): Promise<Ruling[]> {
  const found = await db
    .select({ documentId: plan.documentId, taskNo: reviewRequest.taskNo, text: reviewRequest.reason, decidedAt: reviewRequest.decidedAt })
    .from(reviewRequest)
    .innerJoin(plan, eq(plan.id, reviewRequest.planId))
    .where(isRuling)
  return found.flatMap(({ taskNo, decidedAt, ...rest }) => (taskNo !== null && decidedAt ? [{ ...rest, taskNo, decidedAt }] : []))
}
