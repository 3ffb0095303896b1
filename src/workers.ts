import { join, resolve } from 'node:path'
import type { Database } from '#storage/db.ts'
import type { Channel, Receive } from './channels/channel.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Settings } from './domain/context.ts'
import type { Whole } from './domain/posts/whole.ts'
import { acknowledging } from './intake/acknowledge.ts'
import { startBackfill } from './intake/backfill.ts'
import { startFetching } from './intake/fetch-attachments.ts'
import { startHandling } from './intake/handle.ts'
import { observing } from './intake/observe.ts'
import { createReceive } from './intake/receive.ts'
import type { Log } from './log.ts'
import type { Meter } from './meter.ts'
import { startConfirming } from './outbox/confirm.ts'
import { startDelivery } from './outbox/deliver.ts'
import { startDrawing } from './pictures/ahead.ts'
import type { Shelf } from './pictures/shelf.ts'
import { createModel } from './rephrase/model.ts'
import { startRephrasing } from './rephrase/start.ts'
import { houseJobs } from './scheduler/house.ts'
import { startBeat } from './scheduler/start.ts'

/** A language model that takes longer is not waited for. */
const modelMs = 6000

/** What the workers of a process share. */
export type House = {
  config: Config
  log: Log
  database: Database
  clock: Clock
  settings: Settings
  channels: Channel[]
  /** the name under which this process takes leases */
  worker: string
}

/** The way of a message, in and out. */
export type MessageWay = {
  /** takes what a channel brings */
  receive: Receive
  /** reads what was said while nobody listened */
  reread(): void
  wakeOutbox(): void
  stop(): Promise<void>
}

/** Takes messages, answers them and sends: a process that has the database to itself works one chat at a time. */
export function startMessageWay(house: House, { meter, whole }: { meter: Meter; whole: Whole }): MessageWay {
  const { config, log, database, clock, settings, channels, worker } = house
  const { db } = database
  const embedded = database.kind === 'pglite'
  const files = startFetching({ db, channels, clock, log, settings, folder: join(resolve(config.dataDir), 'files') })
  const outbox = startDelivery({ db, channels, clock, log, worker, lanes: 16, meter, pageOf: whole.addressOf })
  const confirming = channels.some(({ confirmation }) => confirmation) ? startConfirming({ db, channels, clock, log }) : undefined
  const intake = startHandling({
    ...{ db, clock, log, settings, worker },
    lanes: embedded ? 1 : 8,
    wakeOutbox: outbox.wake,
    reread: () => history.wake(),
  })
  const stored = createReceive({ db, clock, inFlight: embedded ? 1 : 2, wake: intake.wake })
  const receive = observing(acknowledging(stored, { db, channels, clock, log }), { log, meter })
  const history = startBackfill({ db, channels, clock, log, receive })
  return {
    receive,
    reread: history.wake,
    wakeOutbox: outbox.wake,
    async stop() {
      await history.stop()
      await files.stop()
      await intake.stop()
      await outbox.stop()
      await confirming?.stop()
    },
  }
}

/** What goes on by itself: jobs by the clock, pictures drawn ahead, answers put in plainer words. */
export async function startChores(
  { config, log, database, clock, settings, channels }: House,
  { shelf, wakeOutbox }: { shelf: Shelf; wakeOutbox(): void },
): Promise<{ stop(): Promise<void> }> {
  const { db } = database
  const rephrasing = config.llm
    ? await startRephrasing({
        ...{ db, clock, log, wakeOutbox },
        model: createModel(config.llm, modelMs),
        channels: namesOf(channels, 'update'),
      })
    : undefined
  const beat = startBeat(
    {
      ...{ db, clock, log, wakeOutbox },
      settings: { ...settings, direct: namesOf(channels, 'direct') },
      parallel: database.kind === 'pglite' ? 1 : 4,
    },
    houseJobs({ database, dataDir: config.dataDir, log }),
  )
  const drawing = startDrawing({ db, clock, log, shelf })
  return {
    async stop() {
      await beat.stop()
      await rephrasing?.stop()
      await drawing.stop()
    },
  }
}

const namesOf = (channels: Channel[], able: 'direct' | 'update') =>
  channels.filter(({ capabilities }) => capabilities[able]).map(({ name }) => name)
