import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import type { Queryable } from '../db.ts'
import { openQuestion, question } from '../schema/index.ts'

export type OpenQuestion = typeof openQuestion.$inferSelect

export async function insertOpenQuestion(tx: Queryable, row: typeof openQuestion.$inferInsert): Promise<void> {
  await tx.insert(openQuestion).values(row)
}

export async function listOpenQuestions(db: Queryable, workspaceId: string, states: OpenQuestion['state'][]): Promise<OpenQuestion[]> {
  return db
    .select()
    .from(openQuestion)
    .where(and(eq(openQuestion.workspaceId, workspaceId), inArray(openQuestion.state, states)))
    .orderBy(asc(openQuestion.id))
}

/** Locks it: of two who answer at once the second sees the first one's answer. */
export async function lockOpenQuestion(tx: Queryable, id: number): Promise<OpenQuestion | undefined> {
  return (await tx.select().from(openQuestion).where(eq(openQuestion.id, id)).for('update'))[0]
}

export async function updateOpenQuestion(tx: Queryable, id: number, set: Partial<OpenQuestion>): Promise<OpenQuestion> {
  return (await tx.update(openQuestion).set(set).where(eq(openQuestion.id, id)).returning())[0]!
}

/** Forgets what was asked before `before`, with who asked, and open questions nobody has asked again since. */
export async function purgeQuestions(db: Queryable, before: Date): Promise<void> {
  await db.delete(question).where(lt(question.at, before))
  await db.delete(openQuestion).where(and(inArray(openQuestion.state, ['open', 'proposed', 'dropped']), lt(openQuestion.askedAt, before)))
}
