import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { ShiftedClock, systemClock } from './clock.ts'
import { type Config, loadConfig } from './config.ts'
import { DomainError } from './errors.ts'
import type { Opened, Outcome } from './operator/deps.ts'
import { needsDatabase, readsStdin, runOperator } from './operator/program.ts'
import { refusalLine } from './operator/refusal.ts'

/** npm run duban: carried out by the service that runs on this data directory, else here. */
const argv = process.argv.slice(2)
const cwd = process.env.INIT_CWD || process.cwd()
// Read once: what the service was offered is still there when no service runs.
let input: Promise<string> | undefined
// Whoever reads us may stop early, as `head` does.
process.stdout.on('error', () => {})

try {
  const config = loadConfig(process.env)
  const { code, stdout, stderr } = (await askRunning(config)) ?? (await runHere(config))
  process.stderr.write(stderr)
  await new Promise((written) => process.stdout.write(stdout, written))
  process.exitCode = code
} catch (error) {
  process.stderr.write(`${refusalLine(error)}\n`)
  process.exitCode = 1
}

async function stdin(): Promise<string> {
  if (process.stdin.isTTY) throw new DomainError('NO_INPUT', '没有输入：请用 --file 指定文件，或从标准输入送入。')
  input ??= text(process.stdin)
  return input
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
