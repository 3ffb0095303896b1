import type { Queryable } from '#storage/db.ts'
import { askToWrite } from '#storage/repositories/lane.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'
import { startLoop } from './loop.ts'
import { within } from './within.ts'

/** Whoever asks is answered within this time. */
const askedMs = 1500
/** So long an embedded database may be busy with one transaction without being away. */
const busyMs = 5000

export type Watch = {
  /** @returns why the database cannot be used, or undefined when it can; after 1.5 s at most */
  trouble(): Promise<string | undefined>
  stop(): Promise<void>
}

/** Looks each second whether the database answers: one line in the log when it is away, one when it is back. */
export function watchDatabase(db: Queryable, log: Log): Watch {
  const silent = (ms: number) => () => new Error(`no answer within ${ms} ms`)
  let asking: Promise<unknown> | undefined
  // A table of ours says it all: the database answers, the migrations are there and writes are taken. One question at a
  // time: a database that hangs must not collect them.
  const ask = () => {
    asking ??= within(busyMs, askToWrite(db), silent(busyMs)).finally(() => {
      asking = undefined
    })
    return asking
  }

  let awaySince: number | undefined
  const look = async () => {
    try {
      await ask()
      if (awaySince !== undefined) log.info({ awayS: Math.round((performance.now() - awaySince) / 1000) }, 'database back')
      awaySince = undefined
    } catch (error) {
      if (awaySince === undefined) log.error({ error: messageOf(error) }, 'database unreachable')
      awaySince ??= performance.now()
    }
    return false
  }
  const loop = startLoop('database', look, { idleMs: 1000, log })

  return {
    trouble: () => within(askedMs, ask(), silent(askedMs)).then(() => undefined, messageOf),
    stop: loop.stop,
  }
}
