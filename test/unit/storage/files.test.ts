import { stat, writeFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFolder } from '#storage/files.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

let home: string
beforeAll(async () => {
  home = await makeTempFolder()
})
afterAll(() => removeFolder(home))

test('what is missing above it is made as well; twice is once', async () => {
  const path = join(home, 'a', 'b', 'c')
  await makeFolder(path, 0o700)
  await makeFolder(path, 0o700)
  expect((await stat(path)).mode & 0o777).toBe(0o700)
})

test('several who make it at once all find it made', async () => {
  for (let round = 0; round < 200; round++) {
    const path = join(home, `d${round}`, 'e', 'f')
    await Promise.all(Array.from({ length: 5 }, () => makeFolder(path)))
    expect((await stat(path)).isDirectory()).toBe(true)
  }
})

test('a file in its place, or above it, is an error', async () => {
  await writeFile(join(home, 'file'), '')
  await expect(makeFolder(join(home, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(join(home, 'file', 'x', 'y'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test.runIf(platform() === 'linux')('a folder the system lets nobody make is refused at once', async () => {
  await expect(makeFolder('/proc/x')).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(makeFolder('/proc/x/y')).rejects.toMatchObject({ code: 'ENOENT' })
})
