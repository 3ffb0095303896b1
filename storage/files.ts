import { mkdir, open, stat } from 'node:fs/promises'
import { platform } from 'node:os'
import { dirname } from 'node:path'
import { codeOf } from './errors.ts'

/** Makes what was created, renamed or removed in a folder outlive a power failure. */
export async function syncFolder(path: string): Promise<void> {
  if (platform() === 'win32') return
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

/**
 * Makes a folder and those above it, as far as they are missing. Node's own `recursive` never comes back where the
 * system refuses with ENOENT below a folder that is there (/proc).
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  if (!(await refusalOf(path, mode))) return
  if (!(await exists(dirname(path)))) await makeFolder(dirname(path), mode)
  // Again where it was there, too: somebody else may have made it since.
  const refusal = await refusalOf(path, mode)
  if (refusal) throw refusal
}

/** @returns why nothing is found above it; undefined when the folder is made, by whomever */
async function refusalOf(path: string, mode?: number): Promise<unknown> {
  try {
    await mkdir(path, { mode })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return error
    if (codeOf(error) !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error
  }
  return undefined
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
