import { existsSync } from 'node:fs'
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lockDataDir } from '#storage/pglite/lock.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

let folder: string
beforeAll(async () => {
  folder = await makeTempFolder()
})
afterAll(() => removeFolder(folder))

const pathOf = (dataDir: string) => join(dataDir, 'duban.lock')

/** A folder whose lock was left by `holder`, a change of what this process itself would write. */
async function heldBy(name: string, change: object, untouchedMs = 0): Promise<string> {
  const dataDir = join(folder, name)
  await mkdir(dataDir)
  const release = await lockDataDir(dataDir)
  const mine = JSON.parse(await readFile(pathOf(dataDir), 'utf8'))
  await release()
  await writeFile(pathOf(dataDir), JSON.stringify({ ...mine, ...change }))
  const touched = new Date(Date.now() - untouchedMs)
  await utimes(pathOf(dataDir), touched, touched)
  return dataDir
}

it('is held by one and given back', async () => {
  const dataDir = join(folder, 'plain')
  await mkdir(dataDir)
  const release = await lockDataDir(dataDir)
  await expect(lockDataDir(dataDir)).rejects.toThrow(`正由进程 ${process.pid} 使用`)
  await release()
  expect(existsSync(pathOf(dataDir))).toBe(false)
  await (await lockDataDir(dataDir))()
})

it.each([
  ['a process that is gone', { pid: 2 ** 22 + 1 }],
  ['an earlier process with our number, as pid 1 in a container', { startedAt: '1' }],
])('is taken over from %s', async (name, change) => {
  const dataDir = await heldBy(name, change)
  const release = await lockDataDir(dataDir)
  expect(JSON.parse(await readFile(pathOf(dataDir), 'utf8')).pid).toBe(process.pid)
  await release()
})

it('is taken over from another container or boot once it is no longer touched', async () => {
  const dataDir = await heldBy('silent', { pid: 1, place: 'elsewhere' }, 60_000)
  await (await lockDataDir(dataDir))()
})

it('is respected while a holder in another container touches it', async () => {
  const dataDir = await heldBy('beating', { pid: 1, place: 'elsewhere' })
  const beat = setInterval(() => utimes(pathOf(dataDir), new Date(), new Date()), 200)
  await expect(lockDataDir(dataDir)).rejects.toThrow('正由进程 1 使用')
  clearInterval(beat)
})

it('goes to one only of many who find it abandoned', async () => {
  const dataDir = await heldBy('race', { startedAt: '1' })
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dataDir)))
  const won = tries.filter((tried) => tried.status === 'fulfilled')
  expect(won).toHaveLength(1)
  expect(JSON.parse(await readFile(pathOf(dataDir), 'utf8')).pid).toBe(process.pid)
  await won[0]!.value()
})
