import { readFile, readlink, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StorageError } from '../errors.ts'

const beatMs = 2000
/** A holder we cannot look at is gone when it has not touched its lock for so long. */
const patienceMs = 10_000

type Holder = { pid: number; place: string; startedAt: string }

/**
 * Makes this process the only one to use `dataDir`: PGlite itself would let two write over each other.
 * @returns what gives the folder back
 * @throws StorageError when another process has it
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'duban.lock')
  const me = JSON.stringify(await identity())
  await acquire(path, me, dataDir)
  const beat = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), beatMs).unref()
  return async () => {
    clearInterval(beat)
    if ((await read(path)) === me) await remove(path)
  }
}

/** Whoever replaces a dead holder's lock first takes a lock on doing so, hence never removes a living one. */
async function acquire(path: string, me: string, dataDir: string): Promise<void> {
  for (;;) {
    if (await create(path, me)) return
    const holder = await read(path)
    if (holder === undefined) continue
    if (await isAlive(path, holder)) throw new StorageError(`数据目录 ${dataDir} 正由进程 ${pidOf(holder)} 使用，请先停止该进程`)
    await acquire(`${path}.takeover`, me, dataDir)
    if ((await read(path)) === holder) await remove(path)
    await remove(`${path}.takeover`)
  }
}

async function isAlive(path: string, text: string): Promise<boolean> {
  const holder = parse(text)
  const { place } = await identity()
  if (holder && place && holder.place === place) return (await startOf(holder.pid)) === holder.startedAt
  return isBeating(path)
}

/** For a holder in another container or on another machine, whose processes cannot be seen from here. */
async function isBeating(path: string): Promise<boolean> {
  const modified = async () => (await stat(path).catch(() => undefined))?.mtimeMs
  const before = await modified()
  if (before === undefined || Date.now() - before > patienceMs) return false
  for (let waited = 0; waited < patienceMs; waited += 250) {
    await pause(250)
    const now = await modified()
    if (now !== before) return now !== undefined
  }
  return false
}

/** A pid alone says little: pid 1 is in every container, and numbers are used again. */
async function identity(): Promise<Holder> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  const startedAt = (await startOf(process.pid)) ?? ''
  return { pid: process.pid, place: boot && namespace && startedAt ? `${boot.trim()} ${namespace}` : '', startedAt }
}

/** When the process started, in clock ticks since boot; undefined when there is none, or only its unburied rest. */
async function startOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ')
  return fields && !['Z', 'X'].includes(fields[0]!) ? fields[19] : undefined
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return undefined
  }
}

const pidOf = (text: string) => parse(text)?.pid ?? '（未知）'

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

const remove = (path: string) => unlink(path).catch((error) => (isCode(error, 'ENOENT') ? undefined : Promise.reject(error)))
