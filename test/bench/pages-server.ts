import { serve } from '@hono/node-server'
import { ShiftedClock } from '#src/clock.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { createPagesDeps } from '#src/http/pages/deps.ts'
import { createPages } from '#src/http/pages/pages.ts'
import { createShelf } from '#src/pictures/shelf.ts'
import { connect, inTransaction, migrate } from '#storage/db.ts'
import { markReportPublished } from '#storage/repositories/report.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { reportIdOf, seedEstates } from './estates.ts'

/** The public pages of `ESTATES` estates over the Postgres at `DATABASE_URL`; says its port. */
const { DATABASE_URL: databaseUrl = '', ESTATES = '100' } = process.env
const estates = Number(ESTATES)
const database = await connect({ databaseUrl, dataDir: '' })
await migrate(database)
const { db } = database
await seedEstates(db, estates)
await inTransaction(db, async (tx) => {
  for (let n = 0; n < estates; n++) await markReportPublished(tx, reportIdOf(n), new Date('2026-11-23T02:10:00Z'))
})

const clock = new ShiftedClock(new Date('2026-11-23T10:30:00+08:00'))
const settings = { publicUrl: 'https://duban.example', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
const app = createPages(createPagesDeps({ db, clock, settings, shelf: createShelf(settings.publicUrl), wakeOutbox: () => {} }))

// Ends with the bench, however that ends.
process.stdin.resume().once('end', () => process.exit())
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.stdout.write(`${port}\n`))
