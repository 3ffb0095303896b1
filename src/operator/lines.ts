import type { z } from 'zod'
import { DomainError } from '#src/errors.ts'
import type { OperatorDeps } from './deps.ts'
import { readInput } from './files.ts'

const MAX_BYTES = 32 * 1024 * 1024

/** JSON lines of a file, or of standard input, checked before the first is used. @throws DomainError naming the line */
export async function readJsonLines<T>(deps: OperatorDeps, file: string | undefined, shape: z.ZodType<T>): Promise<T[]> {
  const text = file === undefined ? await deps.stdin() : (await readInput(deps.cwd, file, MAX_BYTES)).toString('utf8')
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [read(line, at + 1, shape)]))
}

const wanted = '请改为 JSONL 格式，每行一个 JSON 对象，首尾不加方括号。'

function read<T>(line: string, number: number, shape: z.ZodType<T>): T {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new DomainError('BAD_LINE', `第${number}行不是有效的 JSON：${wanted}`)
  }
  if (Array.isArray(value)) throw new DomainError('BAD_LINE', `第${number}行是 JSON 数组：${wanted}`)
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  throw new DomainError('BAD_LINE', `第${number}行的 ${parsed.error.issues[0]!.path.join('.') || '内容'} 不对或缺失。`)
}
