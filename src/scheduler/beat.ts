import cron from 'node-cron'
import type { Clock } from '#src/clock.ts'
import { instantOf } from '#src/domain/calendar/shanghai.ts'
import { createContext, type Settings } from '#src/domain/context.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { claimSlot, listUnrun } from '#storage/repositories/job.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { type ChatJob, chatJobs } from './jobs.ts'
import { offsetSeconds, openSlot } from './slot.ts'

export type BeatDeps = { db: Db; clock: Clock; log: Log; settings: Settings; wakeOutbox: () => void }

/** A job outside any group: housekeeping of this process, e.g. the daily backup. */
export type HouseJob = { name: string; at: string; run(now: Date): Promise<void> }

const chatKeyOf = (chat: Chat) => `${chat.channel}:${chat.chatId}`

/** Runs what is open and not yet run. The row (job, slot) is written with the job's effects: once, whoever ticks. */
export async function beat(deps: BeatDeps): Promise<void> {
  for (const job of chatJobs) {
    const now = deps.clock.now()
    const slot = openSlot(job.beat, now, deps.settings.calendar)
    if (!slot) continue
    const opened = instantOf(slot, job.beat.at).getTime()
    for (const chat of await listUnrun(deps.db, job.name, slot, job.kind)) {
      if (now.getTime() < opened + offsetSeconds(chatKeyOf(chat)) * 1000) continue
      await runSlot(deps, job, chat, slot).catch((error: unknown) =>
        deps.log.error(
          { job: job.name, chat: chatKeyOf(chat), slot, error: messageOf(error), cause: messageOf((error as Error).cause ?? '') },
          'job failed',
        ),
      )
    }
  }
}

async function runSlot(deps: BeatDeps, job: ChatJob, chat: Chat, slot: string): Promise<void> {
  const name = `${job.name}:${chatKeyOf(chat)}`
  const ran = await inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    if (!(await claimSlot(tx, name, slot, now))) return false
    const context = createContext({ ...deps.settings, tx, actor: { type: 'system', job: job.name }, now, cause: `${name}@${slot}` })
    await job.run(context, chat)
    return true
  })
  if (ran) deps.wakeOutbox()
}

/** A tick that came late is made up by the next one, so its complaint says nothing. */
const quiet = { info() {}, warn() {}, debug() {}, error() {} }

/** node-cron only ticks; a tick that finds the last one still at work is skipped. */
export function startBeat(deps: BeatDeps, houseJobs: HouseJob[]): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const tick = cron.schedule(
    '* * * * * *',
    () => {
      running = beat(deps).catch((error: unknown) => deps.log.error({ error: messageOf(error) }, 'beat failed'))
      return running
    },
    { noOverlap: true, logger: quiet },
  )
  const house = houseJobs.map((job) => {
    const [hour, minute] = job.at.split(':')
    return cron.schedule(
      `${Number(minute)} ${Number(hour)} * * *`,
      () => job.run(deps.clock.now()).catch((error: unknown) => deps.log.error({ job: job.name, error: messageOf(error) }, 'job failed')),
      { noOverlap: true, timezone: 'Asia/Shanghai', logger: quiet },
    )
  })
  return {
    async stop() {
      await Promise.all([tick, ...house].map((task) => task.stop()))
      await running
    },
  }
}
