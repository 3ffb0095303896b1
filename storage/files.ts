import { open } from 'node:fs/promises'
import { platform } from 'node:os'

/** Makes what was created, renamed or removed in a folder outlive a power failure. */
export async function syncFolder(path: string): Promise<void> {
  if (platform() === 'win32') return
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}
