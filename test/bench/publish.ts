import { fork } from 'node:child_process'
import { startPostgres } from '#test/support/postgres.ts'
import type { Published } from './publish-estates.ts'

/** `BENCH_ESTATES` (300) estates' reports made public in one go, in a process of its own on a Postgres: text, long picture and page. */
export async function run(): Promise<void> {
  const estates = Number(process.env.BENCH_ESTATES ?? 300)
  const server = await startPostgres()
  try {
    const published = await new Promise<Published>((resolve, reject) => {
      const child = fork(new URL('./publish-estates.ts', import.meta.url), [String(estates), server.url('postgres')])
      child.once('message', (told) => resolve(told as Published))
      child.once('error', reject)
      child.once('exit', (code) => code && reject(new Error(`ended with ${code}`)))
    })
    console.table([published])
  } finally {
    await server.stop()
  }
}
