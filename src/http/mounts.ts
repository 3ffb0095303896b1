import type { Hono } from 'hono'
import type { Channel, Check, Receive } from '#src/channels/channel.ts'
import { type Clock, ShiftedClock } from '#src/clock.ts'
import { briefFiles } from '#src/documents/kinds.ts'
import { findBrief } from '#src/domain/brief/find.ts'
import type { Settings } from '#src/domain/context.ts'
import type { Whole } from '#src/domain/posts/whole.ts'
import type { Shelf } from '#src/pictures/shelf.ts'
import type { Database } from '#storage/db.ts'
import { createConsole } from './console/console.ts'
import { createConsoleDeps } from './console/deps.ts'
import { createPagesDeps } from './pages/deps.ts'
import { createFiles } from './pages/files.ts'
import { createPages } from './pages/pages.ts'
import { createWholePages } from './pages/whole.ts'
import type { Readiness } from './readiness.ts'
import { createSandboxDeps } from './sandbox/deps.ts'
import { createSandbox } from './sandbox/sandbox.ts'

/** A sub-application and the path it answers under. */
export type Mount = { path: string; app: Hono }

type Of = {
  database: Database
  clock: Clock
  settings: Settings
  channels: Channel[]
  /** the console channel, where the sandbox stands */
  sandbox: (Channel & { receive: Receive }) | undefined
  shelf: Shelf
  whole: Whole
  adminToken: string | undefined
  readiness(): Promise<Readiness>
  checkUp(): Promise<Check[]>
  wakeOutbox(): void
}

/** Every page there is, on the running service; the sandbox first, as the front door leads to it. */
export function mountsOf(of: Of): Mount[] {
  const { database, clock, settings, channels, sandbox, shelf, whole, adminToken, readiness, checkUp, wakeOutbox } = of
  const { db } = database
  return [
    ...(sandbox && clock instanceof ShiftedClock
      ? [{ path: '/sandbox', app: createSandbox(createSandboxDeps({ db, channel: sandbox, clock, calendar: settings.calendar })) }]
      : []),
    { path: '/', app: createFiles({ findBrief: (token) => findBrief(db, token, clock.now()), kinds: briefFiles }) },
    { path: '/', app: createWholePages({ find: (key, seal) => whole.find(key, seal, clock.now()) }) },
    { path: '/', app: createPages(createPagesDeps({ db, clock, settings, shelf, wakeOutbox })) },
    { path: '/console', app: createConsole(createConsoleDeps({ database, clock, settings, channels, adminToken, readiness, checkUp })) },
  ]
}
