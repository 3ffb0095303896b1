import { type ChildProcess, spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sealed } from '#test/fakes/feishu/push.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'
import { app } from './outbound-world.ts'

const serverFile = fileURLToPath(new URL('./webhook-server.ts', import.meta.url))
const modes = ['bare', 'postgres', 'pglite', 'sdk'] as const
const connections = 64
const steadyPerSecond = 1000

type Sealed = { headers: Record<string, string>; body: string }
type Row = { server: string; perSecond: number; ofBare: number; p99Ms: number; p99MsAt1000: number; refused: number }

/** How fast encrypted events of 1 KB are acknowledged over 64 connections, `BENCH_SECONDS` (5) each; server and client are two processes. */
export async function run(): Promise<Row[]> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 5)
  const postgres = await startPostgres()
  const folder = await makeTempFolder()
  const rows: Row[] = []
  try {
    for (const mode of modes) {
      const { port, child } = await startServer(mode, postgres.url('postgres'), `${folder}/data`)
      await flood(port, events(2000), 1)
      const full = await flood(port, events(seconds * 14_000), seconds)
      const steady = await pace(port, events(steadyPerSecond * seconds))
      child.kill('SIGKILL')
      const bare = rows[0]?.perSecond ?? full.perSecond
      const ofBare = Math.round((full.perSecond / bare) * 100) / 100
      rows.push({ server: mode, ...full, ofBare, p99MsAt1000: percentile(steady.waits, 0.99), refused: full.refused + steady.refused })
    }
  } finally {
    await postgres.stop()
    await removeFolder(folder)
  }
  console.table(rows)
  return rows
}

function startServer(mode: string, databaseUrl: string, dataDir: string): Promise<{ port: number; child: ChildProcess }> {
  const env = { ...process.env, MODE: mode, DATABASE_URL: databaseUrl, DATA_DIR: dataDir }
  const child = spawn(process.execPath, [serverFile], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve) => child.stdout!.once('data', (port) => resolve({ port: Number(port), child })))
}

let made = 0
/** Messages of about a kilobyte as they come over the wire, each once, in a hundred chats. */
function events(count: number): Sealed[] {
  return Array.from({ length: count }, () => {
    made += 1
    const now = Date.now()
    const header = { event_id: `ev_${made}`, event_type: 'im.message.receive_v1', create_time: String(now), token: app.verificationToken }
    const sender = { sender_id: { open_id: 'ou_1' }, sender_type: 'user', tenant_key: 'tenant' }
    const content = JSON.stringify({ text: '进度已经报送，请查收。'.repeat(8) })
    const message = {
      message_id: `om_${made}`,
      create_time: String(now),
      chat_id: `oc_${made % 100}`,
      chat_type: 'group',
      message_type: 'text',
      content,
    }
    const plain = JSON.stringify({
      schema: '2.0',
      header: { ...header, app_id: app.appId, tenant_key: 'tenant' },
      event: { sender, message },
    })
    return sealed(plain, app.encryptKey, now)
  })
}

/** As fast as 64 connections are answered. */
async function flood(port: number, bodies: Sealed[], seconds: number): Promise<{ perSecond: number; p99Ms: number; refused: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const waits: number[] = []
  let refused = 0
  const started = performance.now()
  const ends = started + seconds * 1000
  const work = async () => {
    for (let body = bodies.pop(); body && performance.now() < ends; body = bodies.pop()) {
      const { status, ms } = await post(port, agent, body)
      waits.push(ms)
      if (status !== 200) refused += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  const elapsed = (performance.now() - started) / 1000
  agent.destroy()
  return { perSecond: Math.round(waits.length / elapsed), p99Ms: percentile(waits, 0.99), refused }
}

/** A thousand a second, whatever the answers do. */
async function pace(port: number, bodies: Sealed[]): Promise<{ waits: number[]; refused: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const sent: Promise<{ status: number; ms: number }>[] = []
  const started = performance.now()
  while (sent.length < bodies.length) {
    const due = Math.min(bodies.length, ((performance.now() - started) / 1000) * steadyPerSecond)
    while (sent.length < due) sent.push(post(port, agent, bodies[sent.length]!))
    await sleep(2)
  }
  const answers = await Promise.all(sent)
  agent.destroy()
  return { waits: answers.map(({ ms }) => ms), refused: answers.filter(({ status }) => status !== 200).length }
}

function post(port: number, agent: Agent, { headers, body }: Sealed): Promise<{ status: number; ms: number }> {
  const started = performance.now()
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ status, ms: performance.now() - started })
    const options = { host: '127.0.0.1', port, path: '/webhooks/lark', method: 'POST', agent }
    const outgoing = request({ ...options, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume()
      response.once('end', () => end(response.statusCode ?? 0))
    })
    outgoing.once('error', () => end(0))
    outgoing.end(body)
  })
}

const percentile = (values: number[], share: number): number =>
  Math.round([...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? 0)
