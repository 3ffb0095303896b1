import { join } from 'node:path'
import { ShiftedClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { bindChat } from '#src/domain/chats/bind.ts'
import { createContext } from '#src/domain/context.ts'
import { seedAll } from '#src/domain/plans/seed.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { connect, type Database, inTransaction } from '#storage/db.ts'
import { saveMember, saveUnits } from '#storage/repositories/people.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { type FakeFeishu, type FakeFeishuOptions, startFakeFeishu } from '#test/fakes/feishu/index.ts'
import { createPostgresCopy, openPgliteCopy } from '#test/support/databases.ts'
import { type ServiceProcess, startProcess } from '#test/support/process.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'
import { lark } from '#test/support/town.ts'

/** One street office with its own work group, and who answers there. */
export type Street = { name: string; chatId: string; clerk: string }

export const streets: Street[] = Array.from({ length: 12 }, (_, at) => {
  const id = (at + 1).toString(16).padStart(32, '0')
  return { name: `示例${at + 1}街道`, chatId: `oc_${id}`, clerk: `ou_${id}` }
})

export type KillTown = Awaited<ReturnType<typeof startKillTown>>

/**
 * A database with twelve bound street groups, a fake Feishu, and the service as a process that may be killed and started
 * again on the same data.
 */
export async function startKillTown(
  kind: 'PGlite' | 'Postgres',
  opensAt: string,
  options: { fake?: Partial<FakeFeishuOptions>; databaseUrl?: string } = {},
) {
  const folder = await makeTempFolder()
  const dataDir = join(folder, 'data')
  const copy = kind === 'Postgres' && !options.databaseUrl ? await createPostgresCopy() : undefined
  const databaseUrl = options.databaseUrl ?? copy?.url
  const clock = new ShiftedClock(new Date(opensAt))
  const feishu = await startFakeFeishu({ ...lark, now: () => clock.now(), ...options.fake })
  const running: ServiceProcess[] = []

  /** The database itself; the embedded one only while no service uses it. */
  const look = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const database = await connect({ databaseUrl, dataDir })
    return work(database).finally(() => database.close())
  }
  const first = kind === 'PGlite' ? await openPgliteCopy(dataDir) : await connect({ databaseUrl, dataDir })
  await populate(first, feishu, clock.now()).finally(() => first.close())

  return {
    feishu,
    look,
    /** Starts one more service where the clock now stands; the platform pushes to the newest. */
    async start(): Promise<ServiceProcess> {
      const service = await startProcess({
        PORT: '0',
        DATA_DIR: dataDir,
        PUBLIC_URL: 'https://duban.example',
        DUBAN_CLOCK: clock.now().toISOString(),
        LARK_APP_ID: lark.appId,
        LARK_APP_SECRET: lark.appSecret,
        LARK_ENCRYPT_KEY: lark.encryptKey,
        LARK_VERIFICATION_TOKEN: lark.verificationToken,
        LARK_DOMAIN: feishu.url,
        ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      })
      running.push(service)
      feishu.pushTo(`${service.url}/webhooks/lark`)
      return service
    },
    async close() {
      await Promise.all(running.map((service) => service.kill()))
      await feishu.close()
      await copy?.drop()
      await removeFolder(folder)
    },
  }
}

async function populate(database: Database, feishu: FakeFeishu, now: Date): Promise<void> {
  const settings = { publicUrl: '', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
  await inTransaction(database.db, async (tx) => {
    const ctx = createContext({ ...settings, tx, actor: { type: 'operator' }, now, cause: 'test' })
    await seedAll(ctx, loadSeedDocuments())
    await saveUnits(
      tx,
      streets.map(({ name }) => ({ workspaceId: 'haidian', name, aliases: [], kind: 'street' as const, sample: true })),
    )
    for (const { name, chatId, clerk } of streets) {
      await bindChat(ctx, { channel: 'lark', chatId, kind: 'work', unit: name, workspaceId: 'haidian' })
      await saveMember(tx, { channel: 'lark', userId: clerk, workspaceId: 'haidian', unit: name, role: 'street', name: '赵干事' })
      feishu.createChat(chatId, { name, members: [clerk] })
    }
  })
}
