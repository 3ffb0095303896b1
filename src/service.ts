import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { connect, type Database, inTransaction, migrate, type Queryable } from '#storage/db.ts'
import { findLatestAt } from '#storage/repositories/conversation.ts'
import { freeLanes } from '#storage/repositories/lane.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import type { Acquire, Channel, Contents } from './channels/channel.ts'
import { createConsoleChannel } from './channels/console/index.ts'
import { createLarkChannel } from './channels/lark/index.ts'
import { createWechatChannel } from './channels/wechat/index.ts'
import { createWecomChannel } from './channels/wecom/index.ts'
import { type Clock, ShiftedClock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { loadCalendar } from './domain/calendar/load.ts'
import { askForLogin } from './domain/chats/alert.ts'
import { createContext, type Settings } from './domain/context.ts'
import { seedSample } from './domain/plans/sample.ts'
import { seedAll } from './domain/plans/seed.ts'
import { createPolicyProvider } from './domain/policy/provider.ts'
import { openWhole } from './domain/posts/whole.ts'
import { messageOf } from './errors.ts'
import { createApp } from './http/app.ts'
import { createMetrics } from './http/metrics.ts'
import { mountsOf } from './http/mounts.ts'
import { readinessOf } from './http/readiness.ts'
import { leaderOf } from './leader.ts'
import type { Log } from './log.ts'
import type { OperatorDeps } from './operator/deps.ts'
import { checkUp } from './operator/doctor/check-up.ts'
import { runOperator } from './operator/program.ts'
import { serveOperator } from './operator/socket.ts'
import { createContents } from './outbox/contents.ts'
import { createShelf } from './pictures/shelf.ts'
import { jobLags } from './scheduler/lag.ts'
import { watchDatabase } from './watch.ts'
import { startChores, startMessageWay } from './workers.ts'

/** The sandbox opens just before a Monday's reminders. */
const sandboxOpens = new Date('2026-11-23T09:29:50+08:00')

/** Started again, it goes on after what was said before. */
async function sandboxClock(db: Queryable): Promise<ShiftedClock> {
  const latest = await findLatestAt(db)
  return new ShiftedClock(latest && latest > sandboxOpens ? latest : sandboxOpens)
}

export type Service = { port: number; url: string; clock: Clock; database: Database; settings: Settings; stop(): Promise<void> }

/** The sandbox stands where nobody real can be reached. */
export const hasSandbox = (config: Config): boolean => !config.production && !config.lark && !config.wechat && !config.wecom

/** Builds everything and starts it: database, channels, intake, outbox, scheduler, HTTP. */
export async function startService(config: Config, log: Log): Promise<Service> {
  const sandbox = hasSandbox(config)
  const database = await connect({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log })
  try {
    await migrate(database)
    const clock = config.clock ? new ShiftedClock(config.clock) : sandbox ? await sandboxClock(database.db) : systemClock
    const settings = {
      publicUrl: config.publicUrl,
      calendar: loadCalendar(join(config.dataDir, 'calendar')),
      policy: createPolicyProvider(loadSeedLexicon()),
    }
    await inTransaction(database.db, async (tx) => {
      const ctx = createContext({ ...settings, tx, actor: { type: 'operator' }, now: clock.now(), cause: 'start' })
      await seedAll(ctx, loadSeedDocuments())
      if (sandbox) await seedSample(ctx)
      // Built now, so that the first question does not wait for it.
      await settings.policy(tx)
    })
    return await run(config, log, { database, clock, settings })
  } catch (error) {
    await database.close()
    throw error
  }
}

type ChannelDeps = {
  clock: Clock
  log: Log
  contents: Contents
  /** how one process alone listens to the channel of this name; undefined: there is no other process */
  acquire(name: string): Acquire | undefined
  askForLogin(): void
}

/** Every platform that is configured. */
function channelsOf({ lark, wechat, wecom }: Config, { acquire, askForLogin, ...deps }: ChannelDeps): Channel[] {
  return [
    ...(lark ? [createLarkChannel(lark, { ...deps, acquire: acquire('lark') })] : []),
    ...(wechat ? [createWechatChannel(wechat, { ...deps, acquire: acquire('wechat'), askForLogin })] : []),
    ...(wecom ? [createWecomChannel(wecom, { ...deps, acquire: acquire('wecom') })] : []),
  ]
}

type Base = { database: Database; clock: Clock; settings: Settings }

async function run(config: Config, log: Log, base: Base): Promise<Service> {
  const { database, clock, settings } = base
  const { db } = database
  const worker = randomUUID()
  const embedded = database.kind === 'pglite'
  // What a crash left leased is ours again at once: nobody else can have the embedded database.
  if (embedded) await freeLanes(db)
  const contents = createContents(db)
  const sandbox = hasSandbox(config) ? createConsoleChannel(contents) : undefined
  // An embedded database belongs to one process, which need not ask whether it is alone.
  const acquire = (name: string) => (embedded ? undefined : leaderOf(`listen:${name}`, { db, log, holder: worker }))
  const channels = [
    ...channelsOf(config, {
      clock,
      log,
      contents,
      acquire,
      askForLogin: () => tellLogin(base, log, () => way.wakeOutbox()),
    }),
    ...(sandbox ? [sandbox] : []),
  ]

  const house = { ...base, config, log, channels, worker }
  const whole = await openWhole(db, settings.publicUrl)
  const watch = watchDatabase(db, log)
  const metrics = createMetrics({ db, clock, trouble: watch.trouble, jobLags: () => jobLags({ db, clock, settings }) })
  const way = startMessageWay(house, { meter: metrics.meter, whole })
  for (const channel of channels) await channel.start(way.receive, way.reread)
  const shelf = createShelf(settings.publicUrl)
  const chores = await startChores(house, { shelf, wakeOutbox: way.wakeOutbox })
  const halt = async () => {
    await chores.stop()
    await way.stop()
    await shelf.close()
    await watch.stop()
    for (const channel of channels) {
      await channel.stop().catch((error: unknown) => log.warn({ channel: channel.name, error: messageOf(error) }, 'channel did not stop'))
    }
  }

  const readiness = async () => readinessOf(await watch.trouble(), channels)
  const told = { config, clock, open: async () => ({ database, settings }), channels: () => statesOf(channels) }
  const { adminToken } = config
  const mounts = mountsOf({
    ...{ ...base, channels, sandbox, shelf, whole, readiness, adminToken },
    checkUp: () => checkUp(told),
    wakeOutbox: way.wakeOutbox,
  })
  const app = createApp({ channels, readiness, metrics: metrics.scrape, adminToken, log, mounts })
  const { server, port } = await listen(app, config).catch(async (error: unknown) => {
    await halt()
    throw error
  })
  const operator = embedded ? await serveHere(told) : undefined

  return {
    port,
    url: `http://${config.host}:${port}`,
    ...base,
    /** Stops taking, finishes what is in hand, closes. */
    async stop() {
      await new Promise((closed) => server.close(closed))
      await operator?.close()
      await halt()
      await database.close()
    },
  }
}

/** WeChat's account waits for somebody to scan a code: the task force's groups are told. */
function tellLogin({ database, clock, settings }: Base, log: Log, wakeOutbox: () => void): void {
  inTransaction(database.db, (tx) =>
    askForLogin(createContext({ ...settings, tx, actor: { type: 'operator' }, now: clock.now(), cause: 'login' }), 'wechat'),
  ).then(wakeOutbox, (error: unknown) => log.error({ error: messageOf(error) }, 'login not asked for'))
}

const statesOf = (channels: Channel[]) => Object.fromEntries(channels.map((channel) => [channel.name, channel.state()]))

/** The embedded database belongs to this process: the command line hands its words over a socket that only we can open. */
function serveHere(told: Omit<OperatorDeps, 'cwd' | 'stdin'>): Promise<{ close(): Promise<void> }> {
  return serveOperator(join(resolve(told.config.dataDir), 'duban.sock'), ({ argv, cwd, stdin }) =>
    runOperator(argv, { ...told, cwd, stdin: async () => stdin ?? '' }),
  )
}

function listen(app: Hono, config: Config): Promise<{ server: ServerType; port: number }> {
  return new Promise((listening, reject) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, (info) => listening({ server, port: info.port }))
    server.on('error', reject)
  })
}
