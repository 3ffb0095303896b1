import { type ExecFileOptions, execFile, spawn } from 'node:child_process'
import { chown } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { postgresBinaries } from './postgres-binaries.ts'
import { makeTempFolder } from './temp-folder.ts'

export type RunningPostgres = {
  url(database: string): string
  /** Ends the server as a restart would, every connection with it; its files and its port are kept for `resume`. */
  halt(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

type User = { uid: number; gid: number } | undefined

// Stops the server when standard input ends, and removes its files unless the last word was to keep them: on stop(), and
// when this process is killed.
const keeper = '"$@" & pid=$!; read word; kill -INT $pid; wait $pid; [ "$word" = keep ] || rm -rf "$0"'

/** A real PostgreSQL out of node_modules, on a free port of this machine, its files in a temp folder. */
export async function startPostgres(): Promise<RunningPostgres> {
  const user = await serverUser()
  const { initdb, postgres } = await postgresBinaries()
  const folder = await makeTempFolder()
  if (user) await chown(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  await run(initdb, ['-D', data, '-U', 'duban', '--auth=trust', '--no-sync', ...locale], { ...user, cwd: folder })
  const port = await freePort()
  // A server that has run for a while reuses its log files; a new one would stop for 50 ms to fill each with zeros.
  const log = ['fsync=off', 'wal_init_zero=off']
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...log, 'max_connections=200', `port=${port}`]
  const server = [postgres, '-D', data, ...settings.flatMap((setting) => ['-c', setting])]
  const start = async () => {
    const process = spawn('sh', ['-c', keeper, folder, ...server], { ...user, cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'pipe'] })
    const ended = new Promise<void>((resolve) => process.once('exit', () => resolve()))
    await ready(process.stderr)
    return (lastWord = '') => {
      process.stdin.end(lastWord)
      return ended
    }
  }
  let end = await start()
  return {
    url: (database) => `postgres://duban@127.0.0.1:${port}/${database}`,
    halt: () => end('keep\n'),
    async resume() {
      end = await start()
    },
    stop: () => end(),
  }
}

function ready(log: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    log.setEncoding('utf8')
    log.on('data', (chunk: string) => {
      text += chunk
      if (text.includes('ready to accept connections')) resolve()
    })
    log.on('end', () => reject(new Error(`Postgres did not start:\n${text}`)))
  })
}

/** Postgres refuses to run as root: then as a user every system has, so that none need be made. */
async function serverUser(): Promise<User> {
  if (process.getuid?.() !== 0) return undefined
  const id = async (flag: string) => Number(await run('id', [flag, 'nobody']))
  return { uid: await id('-u'), gid: await id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function run(program: string, args: string[], options: ExecFileOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { ...options, encoding: 'utf8' }, (error, stdout) => (error ? reject(error) : resolve(stdout)))
  })
}
