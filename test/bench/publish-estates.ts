import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { ShiftedClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { findPublishedReport } from '#src/domain/reports/find.ts'
import { createPagesDeps } from '#src/http/pages/deps.ts'
import { createPages } from '#src/http/pages/pages.ts'
import { createShelf } from '#src/pictures/shelf.ts'
import { beat } from '#src/scheduler/beat.ts'
import { connect, migrate } from '#storage/db.ts'
import { listOutbound } from '#storage/repositories/outbound.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { reportIdOf, seedEstates } from './estates.ts'

export type Published = {
  estates: number
  posts: number
  postsPerS: number
  picturesPerS: number
  pictureKb: number
  pages: number
  loopP99Ms: number
  peakMb: number
}

const [estates = '300', databaseUrl = ''] = process.argv.slice(2)
const publicUrl = 'https://duban.example'
const database = await connect({ databaseUrl, dataDir: '' })
await migrate(database)
const { db } = database
await seedEstates(db, Number(estates))
process.send?.(await publish(Number(estates)))
await database.close()
process.exit(0)

async function publish(count: number): Promise<Published> {
  const clock = new ShiftedClock(new Date('2026-11-23T10:30:00+08:00'))
  const settings = { publicUrl, calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
  const wakeOutbox = () => {}
  const shelf = createShelf(publicUrl)
  const app = createPages(createPagesDeps({ db, clock, settings, wakeOutbox, shelf }))
  const loop = monitorEventLoopDelay({ resolution: 1 })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  loop.enable()

  const began = performance.now()
  await beat({ db, clock, log: pino({ level: 'silent' }), settings, parallel: 4, wakeOutbox })
  const posts = (await listOutbound(db, ['queued'])).length
  const queued = performance.now()
  let bytes = 0
  let pages = 0
  for (let n = 0; n < count; n++) {
    const report = await findPublishedReport(db, reportIdOf(n))
    for (const picture of await shelf.of(report!)) bytes += picture.byteLength
    if ((await app.request(`/r/${reportIdOf(n)}`)).status === 200) pages += 1
  }
  const drawn = performance.now()

  loop.disable()
  clearInterval(watch)
  await shelf.close()
  return {
    ...{ estates: count, posts, pages },
    postsPerS: Math.round((posts / (queued - began)) * 1000),
    picturesPerS: Math.round((count / (drawn - queued)) * 10_000) / 10,
    pictureKb: Math.round(bytes / count / 1024),
    loopP99Ms: Math.round(loop.percentile(99) / 1e6),
    peakMb: Math.round(peak / 2 ** 20),
  }
}
