import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { connect, rows } from '#storage/db.ts'
import { sealed } from '#test/fakes/feishu/push.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'
import { flood, type Load, pace, requestOf } from './http-load.ts'
import { app } from './outbound-world.ts'

const serverFile = fileURLToPath(new URL('./webhook-server.ts', import.meta.url))
const modes = ['bare', 'postgres', 'pglite', 'sdk'] as const
type Mode = (typeof modes)[number]
const connections = 64
const steadyPerSecond = 1000

type Row = {
  server: Mode
  perSecond: number
  ofBare: number
  p99Ms: number
  p99MsAt1000: number
  cpuUs: number
  refused: number
  lost?: number
}

/**
 * How fast encrypted events of 1 KB are acknowledged over 64 connections; load, servers and Postgres share the machine.
 * The servers take turns of a second, `BENCH_SECONDS` (5) each, so that a slow moment meets all alike: the median turn
 * counts. `cpuUs` is what the server's own process spends on an event. At the end the servers are killed (-9), and
 * `lost` is what was acknowledged and is not in the database.
 */
export async function run(): Promise<Row[]> {
  const seconds = Number(process.env.BENCH_SECONDS ?? 5)
  const postgres = await startPostgres()
  const folder = await makeTempFolder()
  const databaseUrl = postgres.url('postgres')
  const dataDir = `${folder}/data`
  try {
    const servers = []
    for (const mode of modes) servers.push(await startServer(mode, databaseUrl, dataDir))
    const turns = new Map<Mode, Turn[]>(modes.map((mode) => [mode, []]))
    const warm = new Map<Mode, Turn>()
    for (const server of servers) warm.set(server.mode, await turn(server, 2))
    for (let at = 0; at < seconds; at++)
      for (const server of servers) {
        const taken = turns.get(server.mode)!
        taken.push(await turn(server, 1, taken.at(-1) ?? warm.get(server.mode)))
      }
    const steady = new Map<Mode, Load>()
    for (const { mode, port } of servers) steady.set(mode, await pace(port, connections, seconds, steadyPerSecond, event))
    for (const { child } of servers) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const stored = await countStored(databaseUrl, dataDir)
    const bare = median(turns.get('bare')!).perSecond
    const table = servers.map(({ mode, accepted }): Row => {
      const { perSecond, p99Ms, cpuUs } = median(turns.get(mode)!)
      const paced = steady.get(mode)!
      const refused = turns.get(mode)!.reduce((sum, one) => sum + one.refused, paced.refused)
      const lost = stored[mode] === undefined ? {} : { lost: accepted() + paced.answered - paced.refused - stored[mode] }
      return { server: mode, perSecond, ofBare: round(perSecond / bare), p99Ms, p99MsAt1000: paced.p99Ms, cpuUs, refused, ...lost }
    })
    console.table(table)
    return table
  } finally {
    await postgres.stop()
    await removeFolder(folder)
  }
}

type Turn = Load & { cpuUs: number }
type Server = Awaited<ReturnType<typeof startServer>>

/** Requests are made beforehand, somewhat more than the last turn took. */
async function turn(server: Server, seconds: number, last?: Turn): Promise<Turn> {
  const requests = Array.from({ length: Math.ceil((last?.perSecond ?? 0) * seconds * 1.3) }, event)
  const before = await server.cpuUs()
  const load = await flood(server.port, connections, seconds, () => requests.pop() ?? event())
  server.accept(load.answered - load.refused)
  return { ...load, cpuUs: Math.round(((await server.cpuUs()) - before) / load.answered) }
}

async function startServer(mode: Mode, databaseUrl: string, dataDir: string) {
  const env = { ...process.env, MODE: mode, DATABASE_URL: databaseUrl, DATA_DIR: dataDir }
  const child: ChildProcess = spawn(process.execPath, [serverFile], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const said = async () => Number((await once(child.stdout!, 'data'))[0])
  const port = await said()
  let accepted = 0
  return {
    mode,
    port,
    child,
    /** what the process has spent since it began */
    cpuUs() {
      child.stdin!.write('?')
      return said()
    },
    accept(count: number) {
      accepted += count
    },
    accepted: () => accepted,
  }
}

async function countStored(databaseUrl: string, dataDir: string): Promise<Partial<Record<Mode, number>>> {
  const count = async (options: { databaseUrl?: string; dataDir: string }, table: 'inbound' | 'peer_event') => {
    const { db, close } = await connect(options)
    const [found] = await rows<{ n: number }>(db, sql`select count(*)::int as n from ${sql.identifier(table)}`)
    await close()
    return found!.n
  }
  return {
    postgres: await count({ databaseUrl, dataDir: '' }, 'inbound'),
    pglite: await count({ dataDir }, 'inbound'),
    sdk: await count({ databaseUrl, dataDir: '' }, 'peer_event'),
  }
}

let made = 0
/** A message of about a kilobyte as it comes over the wire, each once, in a hundred chats. */
function event(): Buffer {
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
  const { headers, body } = sealed(plain, app.encryptKey, now)
  return requestOf('/webhooks/lark', headers, body)
}

const median = (turns: Turn[]): Turn => [...turns].sort((one, other) => one.perSecond - other.perSecond)[Math.floor(turns.length / 2)]!
const round = (ratio: number) => Math.round(ratio * 100) / 100
