import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { findObjection, type Objection } from '#storage/repositories/objection.ts'

/** An estate's objection by its receipt. @throws DomainError when this estate has none of that number */
export async function findObjectionOf(ctx: DomainContext, communityId: string, id: string): Promise<Objection> {
  const row = await findObjection(ctx.tx, id)
  if (row?.communityId !== communityId) throw new DomainError('NO_OBJECTION', `本小区没有编号为「${id}」的异议，请核对编号。`)
  return row
}
