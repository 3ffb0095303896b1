import { type ChildProcess, spawn } from 'node:child_process'
import { Agent, get } from 'node:http'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '#test/support/postgres.ts'
import { idOf, reportIdOf } from './estates.ts'

const serverFile = fileURLToPath(new URL('./pages-server.ts', import.meta.url))
const connections = 64
const estates = 100

type Row = { page: string; perSecond: number; p99Ms: number; kb: number; failed: number }

/** Both public pages of 100 estates, D1 to D19 filled, over 64 connections on Postgres, `BENCH_SECONDS` (5) each; server and client are two processes. */
export async function run(): Promise<Row[]> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 5)
  const postgres = await startPostgres()
  const rows: Row[] = []
  try {
    const { port, child } = await startServer(postgres.url('postgres'))
    for (const [page, pathOf] of [
      ['/d/:community', (n: number) => `/d/${idOf(n)}`],
      ['/r/:report', (n: number) => `/r/${reportIdOf(n)}`],
    ] as const) {
      await flood(port, pathOf, 2)
      rows.push({ page, ...(await flood(port, pathOf, seconds)) })
    }
    child.kill('SIGKILL')
  } finally {
    await postgres.stop()
  }
  console.table(rows)
  return rows
}

function startServer(databaseUrl: string): Promise<{ port: number; child: ChildProcess }> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, ESTATES: String(estates) }
  const child = spawn(process.execPath, [serverFile], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve) => child.stdout!.once('data', (port) => resolve({ port: Number(port), child })))
}

async function flood(port: number, pathOf: (n: number) => string, seconds: number): Promise<Omit<Row, 'page'>> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const waits: number[] = []
  let [failed, kb, asked] = [0, 0, 0]
  const started = performance.now()
  const ends = started + seconds * 1000
  const work = async () => {
    while (performance.now() < ends) {
      const { status, bytes, ms } = await fetchPage(port, agent, pathOf(asked++ % estates))
      waits.push(ms)
      kb = Math.max(kb, Math.ceil(bytes / 1024))
      if (status !== 200) failed += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  const perSecond = Math.round(waits.length / ((performance.now() - started) / 1000))
  agent.destroy()
  return { perSecond, p99Ms: percentile(waits, 0.99), kb, failed }
}

function fetchPage(port: number, agent: Agent, path: string): Promise<{ status: number; bytes: number; ms: number }> {
  const started = performance.now()
  return new Promise((resolve) => {
    const outgoing = get({ host: '127.0.0.1', port, path, agent }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.once('end', () => resolve({ status: response.statusCode ?? 0, bytes, ms: performance.now() - started }))
    })
    outgoing.once('error', () => resolve({ status: 0, bytes: 0, ms: performance.now() - started }))
  })
}

const percentile = (values: number[], share: number): number =>
  Math.round([...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? 0)
