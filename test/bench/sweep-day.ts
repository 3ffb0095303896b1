import { NodePgSession } from 'drizzle-orm/node-postgres'
import { PgliteSession } from 'drizzle-orm/pglite'
import { pino } from 'pino'
import { ShiftedClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createContext, type DomainContext } from '#src/domain/context.ts'
import { taskOf } from '#src/domain/plans/create.ts'
import { everyStreet } from '#src/domain/plans/units.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { beat } from '#src/scheduler/beat.ts'
import { connect, inTransaction, migrate } from '#storage/db.ts'
import { listOutbound } from '#storage/repositories/outbound.ts'
import { saveChat, saveMember, saveUnits, saveWorkspace } from '#storage/repositories/people.ts'
import { findPlan, insertPlan, insertProgress, saveTasks } from '#storage/repositories/work.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'

export type Swept = {
  districts: number
  groups: number
  /** what the plans' units have to do that day: occurrence × unit */
  dues: number
  posts: number
  /** statements given to the database */
  queries: number
  seconds: number
  cpuSeconds: number
  peakMb: number
}

/** The first working day of December: what is due at the year's end reaches its first step, and standing work is summed up. */
const day = '2026-12-01'
const unitsPerDistrict = 40
const table = loadSeedDocuments().find(({ manifest }) => manifest.id === 'haidian-2025')!

const [districts = '1', databaseUrl = ''] = process.argv.slice(2)
const database = await connect({ databaseUrl: databaseUrl || undefined, dataDir: 'memory://' })
await migrate(database)
const { db } = database
const clock = new ShiftedClock(new Date('2026-11-20T17:00:00+08:00'))
const settings = {
  publicUrl: 'https://duban.example',
  calendar: loadCalendar(),
  policy: createPolicyProvider(loadSeedLexicon()),
}
const write = <T>(work: (ctx: DomainContext) => Promise<T>): Promise<T> =>
  inTransaction(db, (tx) => work(createContext({ ...settings, tx, actor: { type: 'operator' }, now: clock.now(), cause: 'bench' })))

let queries = 0
for (const { prototype } of [PgliteSession, NodePgSession]) {
  const { prepareQuery } = prototype
  prototype.prepareQuery = function (...args: unknown[]) {
    queries++
    return Reflect.apply(prepareQuery, this, args)
  }
}

for (let district = 1; district <= Number(districts); district++) await write((ctx) => build(ctx, `district-${district}`))
process.send?.(await sweep())
await database.close()
process.exit(0)

/** A district whose every task falls to each of its 40 units, with a few hundred reports made so far. */
async function build({ tx, now }: DomainContext, id: string): Promise<void> {
  const names = Array.from({ length: unitsPerDistrict }, (_, at) => `示例${at + 1}街道`)
  await saveWorkspace(tx, { id, name: id, district: id })
  await saveUnits(
    tx,
    names.map((name) => ({ workspaceId: id, name, aliases: [], kind: 'street' as const, sample: true })),
  )
  const plan = { id, workspaceId: id, documentId: table.manifest.id, title: id, startOn: '2025-01-01', endOn: '2027-12-31' }
  await insertPlan(tx, { ...plan, setUpOn: '2026-11-20', ladder: null })
  await saveTasks(
    tx,
    table.rows.map((row) => taskOf(plan, { ...row, lead: [everyStreet] })),
  )
  await saveMember(tx, { channel: 'console', userId: `${id}-lead`, workspaceId: id, unit: names[0]!, role: 'lead', name: '示例' })
  const bound = { channel: 'console' as const, workspaceId: id, kind: 'work' as const, state: 'bound' as const }
  await saveChat(tx, { ...bound, chatId: id })
  for (const [at, unit] of names.entries()) {
    await saveChat(tx, { ...bound, chatId: `${id}-${at}`, unit })
    for (const taskNo of [5, 9, 11, 16, 20]) {
      await insertProgress(tx, {
        planId: id,
        taskNo,
        occurrence: taskNo === 5 ? '5/2026@11-30' : `${taskNo}/2026`,
        unit,
        status: 'doing',
        percent: 40,
        channel: 'console',
        userId: `${id}-${at}`,
        source: 'bench',
        sourceMessageId: `${id}-${at}-${taskNo}`,
        at: now,
      })
    }
  }
}

async function sweep(): Promise<Swept> {
  const deps = { db, clock, log: pino({ level: 'error' }), settings, parallel: databaseUrl ? 4 : 1, wakeOutbox: () => {} }
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  queries = 0
  const cpu = process.cpuUsage()
  const started = performance.now()
  for (const time of ['09:01', '09:31']) {
    clock.jumpTo(new Date(`${day}T${time}:00+08:00`))
    await beat(deps)
  }
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const asked = queries
  clearInterval(watch)
  const posts = (await listOutbound(db, ['queued'])).length
  const dues = await write(
    async (ctx) => (await listDue(ctx.tx, (await findPlan(ctx.tx, 'district-1'))!, { on: day, calendar: settings.calendar })).length,
  )
  return {
    districts: Number(districts),
    groups: Number(districts) * (unitsPerDistrict + 1),
    dues: dues * Number(districts),
    posts,
    queries: asked,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMb: Math.max(peak, process.memoryUsage().rss) / 2 ** 20,
  }
}
