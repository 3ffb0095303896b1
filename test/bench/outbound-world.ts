import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { connect, type Database, inTransaction, migrate } from '#storage/db.ts'
import { insertInbound } from '#storage/repositories/inbound.ts'
import { enqueueOutbound } from '#storage/repositories/outbound.ts'
import { type FakeFeishuOptions, startFakeFeishu } from '#test/fakes/feishu/index.ts'
import { startPostgres } from '#test/support/postgres.ts'

export const app = { appId: 'cli_a1b2c3d4e5f60718', appSecret: 'bench-secret', encryptKey: 'k', verificationToken: 't' }
const replicaFile = fileURLToPath(new URL('./replica.ts', import.meta.url))

/** A Postgres, a fake Feishu with `chats` chats, and replicas of the outbox as processes of their own. */
export async function startWorld(options: { chats: number; limitScale?: number; fake?: Partial<FakeFeishuOptions> }) {
  const postgres = await startPostgres()
  const databaseUrl = postgres.url('postgres')
  const database: Database = await connect({ databaseUrl, dataDir: '' })
  await migrate(database)
  const fake = await startFakeFeishu({ ...app, ...options.fake })
  const chatIds = Array.from({ length: options.chats }, (_, at) => `oc_${at}`)
  for (const chatId of chatIds) fake.createChat(chatId)
  const replicas = new Map<number, ChildProcess>()

  const spawnReplica = (at: number): Promise<void> => {
    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      LARK_DOMAIN: fake.url,
      LIMIT_SCALE: String(options.limitScale ?? 1),
      REPLICA: String(at),
      LARK_APP_ID: app.appId,
      LARK_APP_SECRET: app.appSecret,
    }
    const child = spawn(process.execPath, [replicaFile], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    replicas.set(at, child)
    return new Promise((resolve) => child.stdout!.once('data', () => resolve()))
  }

  return {
    database,
    databaseUrl,
    fake,
    chatIds,
    spawnReplica,
    kill: (at: number) => void replicas.get(at)?.kill('SIGKILL'),
    /** `texts` into one chat, in this order */
    async queue(chatId: string, texts: string[], cause = 'bench') {
      await inTransaction(database.db, async (tx) => {
        for (const text of texts) {
          const row = { key: text, channel: 'lark' as const, chatId, post: { summary: text }, cause, createdAt: new Date() }
          await enqueueOutbound(tx, row)
        }
      })
    },
    /** a message from that chat, to be answered */
    async heard(chatId: string, id: string) {
      const row = { id, messageKey: null, lane: `lark:${chatId}`, kind: 'message', body: '{}', receivedAt: new Date() }
      await insertInbound(database.db, [row])
    },
    async close() {
      for (const child of replicas.values()) child.kill('SIGKILL')
      await fake.close()
      await database.close()
      await postgres.stop()
    },
  }
}

export type World = Awaited<ReturnType<typeof startWorld>>

/** The words of each chat's messages as they stand there, oldest first. */
export function textsOf(world: World): Map<string, string[]> {
  const texts = new Map<string, string[]>()
  for (const { chatId, content } of world.fake.sent()) texts.set(chatId, [...(texts.get(chatId) ?? []), JSON.parse(content).text])
  return texts
}
