import { assertPerson } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { ProgressStatus } from '#storage/schema/index.ts'
import type { Found } from './find.ts'

/** What a card's form carried back; `version` is the card's when it was filled in, a text has none. */
export type Filled = { status?: ProgressStatus | undefined; percent?: number | undefined; remark: string; version?: number | undefined }

/**
 * Whether a form says once more what the same person's form has just said: a button pressed twice.
 * @throws DomainError when it says something else and the card has changed since it was filled in
 */
export function isRepeated(ctx: DomainContext, { dues, card }: Found, filled: Filled): boolean {
  if (!card || filled.version === undefined) return false
  const { channel, userId } = assertPerson(ctx)
  const last = dues.length === 1 ? dues[0]!.progress : undefined
  const own = last?.cardKey === card.key && last.channel === channel && last.userId === userId
  const percent = filled.status === 'done' ? 100 : (filled.percent ?? last?.percent)
  if (own && last.status === filled.status && last.percent === percent && last.remark === filled.remark) return true
  if (filled.version !== card.version) throw new DomainError('STALE_CARD', '卡片内容已更新，本次未记录，请在更新后的卡片上重新填报。')
  return false
}
