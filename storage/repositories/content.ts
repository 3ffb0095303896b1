import { createHash } from 'node:crypto'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { content, upload } from '../schema/index.ts'

/**
 * Keeps what a post will enclose, for thirty days; `lasting`: what a record holds, for good.
 * @returns the id for its block; the same bytes have the same
 */
export async function keepContent(tx: Queryable, bytes: Uint8Array, keptAt: Date, { lasting = false } = {}): Promise<string> {
  const id = createHash('sha256').update(bytes).digest('hex')
  await tx
    .insert(content)
    .values({ id, bytes, size: bytes.length, keptAt, lasting })
    .onConflictDoUpdate({ target: content.id, set: { keptAt, lasting: sql`${content.lasting} or excluded.lasting` } })
  return id
}

export async function findContent(db: Queryable, id: string): Promise<Uint8Array | undefined> {
  const found = await db
    .select({ base64: sql<string>`encode(${content.bytes}, 'base64')` })
    .from(content)
    .where(eq(content.id, id))
  return found[0] && Buffer.from(found[0].base64, 'base64')
}

/** Forgets what is older and belongs to no record, and every upload as old: platforms forget theirs, too. */
export async function purgeContent(db: Queryable, before: Date): Promise<void> {
  await db.delete(content).where(and(lt(content.keptAt, before), eq(content.lasting, false)))
  await db.delete(upload).where(lt(upload.at, before))
}

/** The key a platform gave this content when it was uploaded so. */
export async function findUpload(db: Queryable, content: string, uploadedAs: string): Promise<string | undefined> {
  const isOne = and(eq(upload.uploadedAs, uploadedAs), eq(upload.content, content))
  return (await db.select({ key: upload.key }).from(upload).where(isOne))[0]?.key
}

export async function saveUpload(db: Queryable, content: string, uploadedAs: string, key: string): Promise<void> {
  await db.insert(upload).values({ content, uploadedAs, key }).onConflictDoNothing()
}
