import cron from 'node-cron'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { messageOf } from '#src/errors.ts'
import { forgetFailures, listRetriable } from '#storage/repositories/job.ts'
import { type BeatDeps, beat } from './beat.ts'
import { reportFailure } from './failure.ts'
import type { HouseJob } from './house.ts'
import { resting } from './rest.ts'

/** A tick that came late is made up by the next one, so its complaint says nothing. */
const quiet = { info() {}, warn() {}, debug() {}, error() {} }

/** node-cron only ticks; a tick that finds the last one still at work is skipped. */
export function startBeat(deps: BeatDeps, houseJobs: HouseJob[]): { stop(): Promise<void> } {
  const turn = resting(async () => {
    await beat(deps)
    await retryHouse(deps, houseJobs)
  }, deps.log)
  let running = Promise.resolve()
  const tick = cron.schedule(
    '* * * * * *',
    () => {
      running = turn()
      return running
    },
    { noOverlap: true, logger: quiet },
  )
  const house = houseJobs.map((job) => {
    const [hour, minute] = job.at.split(':')
    const run = () =>
      runHouse(deps, job).catch((error: unknown) => deps.log.error({ job: job.name, error: messageOf(error) }, 'job failed'))
    return cron.schedule(`${Number(minute)} ${Number(hour)} * * *`, run, { noOverlap: true, timezone: 'Asia/Shanghai', logger: quiet })
  })
  return {
    async stop() {
      await Promise.all([tick, ...house].map((task) => task.stop()))
      await running
    },
  }
}

const nameOf = ({ name }: HouseJob) => `house:${name}`

export async function runHouse(deps: BeatDeps, job: HouseJob): Promise<void> {
  const now = deps.clock.now()
  try {
    await job.run(now)
    await forgetFailures(deps.db, [nameOf(job)])
  } catch (error) {
    await reportFailure(deps, { job: nameOf(job), slot: shanghaiDateOf(now) }, error)
  }
}

/** Housekeeping that failed at its hour has its further tries here. */
export async function retryHouse(deps: BeatDeps, houseJobs: HouseJob[]): Promise<void> {
  const due = new Set((await listRetriable(deps.db, houseJobs.map(nameOf))).map(({ job }) => job))
  for (const job of houseJobs) if (due.has(nameOf(job))) await runHouse(deps, job)
}
