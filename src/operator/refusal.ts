import { ConfigError, DomainError, messageOf } from '#src/errors.ts'
import { StorageError } from '#storage/errors.ts'

/** The one line a person sees when something was refused or failed. */
export const refusalLine = (error: unknown): string =>
  reasonOf(error)
    .trim()
    .replace(/\s*\n\s*/g, ' ')

/** Of an unexpected error its innermost cause, which says most. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.reply
  if (error instanceof ConfigError || error instanceof StorageError) return error.message
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  return `未能完成：${messageOf(cause)}`
}
