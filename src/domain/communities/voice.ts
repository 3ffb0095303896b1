import { createHmac, randomBytes } from 'node:crypto'
import type { Queryable } from '#storage/db.ts'
import { secretNamed } from '#storage/repositories/objection.ts'

/** This deployment's own key of that name, made when first asked for and kept in the database. */
export const keyNamed = (tx: Queryable, name: string): Promise<string> => secretNamed(tx, name, randomBytes(32).toString('hex'))

/** One voice on one day and for one purpose: the same again tomorrow is another, and nobody can be found from it. */
export async function voiceOf(tx: Queryable, ...of: string[]): Promise<string> {
  return createHmac('sha256', await keyNamed(tx, 'voice'))
    .update(JSON.stringify(of))
    .digest('hex')
}
