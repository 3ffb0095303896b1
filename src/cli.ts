import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { ShiftedClock, systemClock } from './clock.ts'
import { type Config, loadConfig } from './config.ts'
import { ConfigError, DomainError, messageOf } from './errors.ts'
import type { Opened, Outcome } from './operator/deps.ts'
import { needsDatabase, readsStdin, runOperator } from './operator/program.ts'

/** npm run duban: carried out by the service that runs on this data directory, else here. */
const argv = process.argv.slice(2)
const cwd = process.env.INIT_CWD || process.cwd()
const stdin = async () => (process.stdin.isTTY ? '' : text(process.stdin))

try {
  const config = loadConfig(process.env)
  const { code, stdout, stderr } = (await askRunning(config)) ?? (await runHere(config))
  process.stderr.write(stderr)
  await new Promise((written) => process.stdout.write(stdout, written))
  process.exitCode = code
} catch (error) {
  const line = error instanceof ConfigError ? error.message : error instanceof DomainError ? error.reply : `未能完成：${messageOf(error)}`
  process.stderr.write(`${line.split('\n')[0]}\n`)
  process.exitCode = 1
}

/** An embedded database belongs to one process: while the service has it, the service does the work. */
async function askRunning(config: Config): Promise<Outcome | undefined> {
  if (config.databaseUrl || !needsDatabase(argv)) return undefined
  const { askService } = await import('./operator/socket.ts')
  const path = join(resolve(config.dataDir), 'duban.sock')
  return askService(path, { argv, cwd, ...(readsStdin(argv) && { stdin: await stdin() }) })
}

async function runHere(config: Config): Promise<Outcome> {
  const clock = config.clock ? new ShiftedClock(config.clock) : systemClock
  let opened: Promise<Opened> | undefined
  const open = () => {
    opened ??= import('./operator/open.ts').then(({ openAlone }) => openAlone(config))
    return opened
  }
  const outcome = await runOperator(argv, { config, clock, cwd, stdin, open })
  await opened?.then(
    ({ database }) => database.close(),
    () => {},
  )
  return outcome
}
