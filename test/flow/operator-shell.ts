import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ShiftedClock } from '#src/clock.ts'
import { loadConfig } from '#src/config.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import type { OperatorDeps, Outcome } from '#src/operator/deps.ts'
import { runOperator } from '#src/operator/program.ts'
import { connect, type Database } from '#storage/db.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { openPgliteCopy } from '../support/databases.ts'

export type Ran = Outcome & { lines: string[]; json: Record<string, unknown>[] }

export type Shell = {
  cwd: string
  database: Database
  /** a command line split at blanks, or its words */
  run(line: string | string[], stdin?: string): Promise<Ran>
}

type Given = Partial<Pick<OperatorDeps, 'channels'>> & { env?: Record<string, string>; migrated?: boolean }

/** The operator's command line on a PGlite of its own, on Monday 2026-11-23 at 10:00. */
export async function openShell({ env = {}, migrated = true, channels }: Given = {}): Promise<Shell> {
  const cwd = await mkdtemp(join(tmpdir(), 'duban-operator-'))
  const database = migrated ? await openPgliteCopy() : await connect({ dataDir: 'memory://' })
  const config = loadConfig(env)
  const settings = { publicUrl: config.publicUrl, calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
  const clock = new ShiftedClock(new Date('2026-11-23T10:00:00+08:00'))
  return {
    cwd,
    database,
    async run(line, stdin = '') {
      const argv = typeof line === 'string' ? line.split(' ') : line
      const deps = { config, clock, cwd, stdin: async () => stdin, open: async () => ({ database, settings }), channels }
      const outcome = await runOperator(argv, deps)
      const lines = outcome.stdout.split('\n').slice(0, -1)
      return { ...outcome, lines, json: argv.includes('--json') ? lines.map((one) => JSON.parse(one)) : [] }
    },
  }
}
