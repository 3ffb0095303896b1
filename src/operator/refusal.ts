import { ConfigError, DomainError, messageOf } from '#src/errors.ts'
import { StorageError } from '#storage/errors.ts'

/** What the machine, not the program, refused: with the path it was about. */
const hindrances: Record<string, string> = {
  ENOENT: '没有这个文件或目录',
  ENOTDIR: '路径中有一段不是目录',
  EISDIR: '这是目录，不是文件',
  EACCES: '没有权限',
  EROFS: '磁盘只读',
  ENOSPC: '磁盘已满',
}

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
  const { code = '', path } = (cause ?? {}) as NodeJS.ErrnoException
  const hindrance = hindrances[code]
  return `未能完成：${hindrance ? `${hindrance}${path ? ` ${path}` : ''}` : messageOf(cause)}`
}
