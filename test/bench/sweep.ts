import { fork } from 'node:child_process'
import { cpus } from 'node:os'
import { sql } from 'drizzle-orm'
import { connect, migrate } from '#storage/db.ts'
import { startPostgres } from '#test/support/postgres.ts'
import type { Swept } from './sweep-day.ts'

/** One day's digests and reminders of whole districts, on both databases; each size in a process and database of its own. */
export async function run(): Promise<void> {
  const server = await startPostgres()
  const url = async (name: string) => {
    const admin = await connect({ databaseUrl: server.url('postgres'), dataDir: '' })
    await admin.db.execute(sql.raw(`create database ${name}`))
    await admin.close()
    const database = await connect({ databaseUrl: server.url(name), dataDir: '' })
    await migrate(database)
    await database.close()
    return server.url(name)
  }
  console.log(`sweep  66 tasks × 40 units per district, every unit with its own group; ${cpus().length} cores`)
  console.log(
    'database    districts    groups    work items    posts    queries    growth    seconds    growth    cpu s    growth    peak MB',
  )
  try {
    for (const [database, sizes] of [
      ['PGlite', [1, 10]],
      ['Postgres', [1, 10, 100]],
    ] as const) {
      let last: Swept | undefined
      for (const districts of sizes) {
        const swept = await inProcess(districts, database === 'Postgres' ? await url(`sweep_${districts}`) : '')
        console.log(lineOf(database, swept, last))
        last = swept
      }
    }
  } finally {
    await server.stop()
  }
}

function lineOf(
  database: string,
  { districts, groups, dues, posts, queries, seconds, cpuSeconds, peakMb }: Swept,
  last: Swept | undefined,
): string {
  const growth = (now: number, before: number | undefined) => (before === undefined ? '' : `×${(now / before).toFixed(1)}`)
  const cells = [
    districts,
    groups,
    dues,
    posts,
    queries,
    growth(queries, last?.queries),
    seconds.toFixed(2),
    growth(seconds, last?.seconds),
    cpuSeconds.toFixed(2),
    growth(cpuSeconds, last?.cpuSeconds),
    Math.round(peakMb),
  ]
  const widths = [9, 6, 10, 5, 7, 6, 7, 6, 5, 6, 7]
  return `${database.padEnd(8)}    ${cells.map((cell, at) => String(cell).padStart(widths[at]!)).join('    ')}`
}

function inProcess(districts: number, databaseUrl: string): Promise<Swept> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./sweep-day.ts', import.meta.url), [String(districts), databaseUrl])
    child.once('message', (swept) => resolve(swept as Swept))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the sweep of ${districts} districts ended with ${code}`)))
  })
}
