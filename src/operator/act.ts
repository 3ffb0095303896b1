import { createContext, type DomainContext } from '#src/domain/context.ts'
import { seedAll } from '#src/domain/plans/seed.ts'
import { inTransaction, migrate } from '#storage/db.ts'
import { listDocuments } from '#storage/repositories/policy.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import type { OperatorDeps } from './deps.ts'

/** Runs `work` as the operator, in one transaction. */
export async function act<T>(deps: OperatorDeps, work: (ctx: DomainContext) => Promise<T>): Promise<T> {
  const { database, settings } = await deps.open()
  const now = deps.clock.now()
  return inTransaction(database.db, (tx) => work(createContext({ ...settings, tx, actor: { type: 'operator' }, now, cause: 'operator' })))
}

/** As `act`, on a database that is brought up to date first; a new one is given the shipped documents and nothing else. */
export async function actPrepared<T>(deps: OperatorDeps, work: (ctx: DomainContext) => Promise<T>): Promise<T> {
  const { database } = await deps.open()
  await migrate(database)
  return act(deps, async (ctx) => {
    if ((await listDocuments(ctx.tx)).length === 0) await seedAll(ctx, loadSeedDocuments())
    return work(ctx)
  })
}
