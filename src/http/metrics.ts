import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '#src/clock.ts'
import type { Meter } from '#src/meter.ts'
import type { Queryable } from '#storage/db.ts'
import { isUnreachable } from '#storage/errors.ts'
import { countAnswers, countStopped, type LaneGauge, listLaneGauges } from '#storage/repositories/gauge.ts'
import { listFailures } from '#storage/repositories/job.ts'

/** A series for each of 2,000 groups would help nobody: the oldest lanes stand alone, the others in their channel's sums. */
const lanesShown = 20
const dayMs = 86_400_000

export type MetricsDeps = {
  db: Queryable
  clock: Clock
  /** why the database cannot be used, undefined when it can; soon in any case */
  trouble(): Promise<string | undefined>
  /** seconds by which each job is late, over the groups whose turn has come */
  jobLags(): Promise<{ job: string; groups: number; lagS: number }[]>
}

export type Metrics = { meter: Meter; scrape(): Promise<{ contentType: string; body: string }> }

/**
 * What an operator watches. Counters belong to this process; gauges are read from the database at each scrape, and are
 * the same from every replica.
 */
export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const read = createGauges(registry, deps)
  const acks = new Histogram({
    name: 'duban_ack_seconds',
    help: 'From an event’s arrival to its acknowledgement; submissions wait for their toast',
    labelNames: ['channel', 'kind'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers: [registry],
  })
  const sends = new Counter({ name: 'duban_sends_total', help: 'Tries to send', labelNames: ['channel', 'outcome'], registers: [registry] })
  const sendTime = new Histogram({
    name: 'duban_send_seconds',
    help: 'Time of one try',
    labelNames: ['channel'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })

  return {
    meter: {
      received: (channel, kind, seconds) => acks.observe({ channel, kind }, seconds),
      tried(channel, outcome, seconds) {
        sends.inc({ channel, outcome })
        sendTime.observe({ channel }, seconds)
      },
    },
    async scrape() {
      await read()
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
  }
}

/** What waits, stopped, lags and fails, as the database has it. @returns what reads it anew into the gauges */
function createGauges(registry: Registry, { db, clock, jobLags, trouble }: MetricsDeps): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name: `duban_${name}`, help, labelNames, registers: [registry] })
  const up = gauge('database_up', 'Whether the database answers', [])
  const depth = gauge('queue_depth', 'Messages waiting', ['queue', 'channel'])
  const age = gauge('queue_age_seconds', 'Age of the oldest message waiting', ['queue', 'channel'])
  const laneDepth = gauge('lane_depth', 'Messages waiting in one of the oldest lanes', ['queue', 'lane'])
  const laneAge = gauge('lane_age_seconds', 'Age of the next message of one of the oldest lanes', ['queue', 'lane'])
  const parked = gauge('parked', 'Messages that need a person', ['queue', 'channel', 'state'])
  const answers = gauge('answers_day', 'Answers of the last 24 hours', ['tier', 'reason'])
  const jobLag = gauge('job_lag_seconds', 'Longest wait of a group whose turn has come', ['job'])
  const jobWaiting = gauge('job_groups_waiting', 'Groups whose turn has come', ['job'])
  const failing = gauge('job_failures', 'Failed tries in a row', ['job'])

  const readLanes = async () => {
    const lanes = await listLaneGauges(db, clock.now())
    for (const lane of lanes.slice(0, lanesShown)) {
      laneDepth.set({ queue: lane.queue, lane: lane.lane }, lane.depth)
      laneAge.set({ queue: lane.queue, lane: lane.lane }, lane.ageS)
    }
    for (const same of Map.groupBy(lanes, channelOf).values()) {
      const of = { queue: same[0]!.queue, channel: same[0]!.lane.split(':', 1)[0]! }
      depth.set(
        of,
        same.reduce((sum, lane) => sum + lane.depth, 0),
      )
      age.set(of, Math.max(...same.map(({ ageS }) => ageS)))
    }
  }
  const readRest = async () => {
    for (const { queue, channel, state, count } of await countStopped(db)) parked.set({ queue, channel, state }, count)
    for (const { tier, reason, count } of await countAnswers(db, new Date(clock.now().getTime() - dayMs)))
      answers.set({ tier, reason }, count)
    for (const { job, groups, lagS } of await jobLags()) {
      jobLag.set({ job }, lagS)
      jobWaiting.set({ job }, groups)
    }
    for (const { job, attempts } of await listFailures(db)) failing.set({ job }, attempts)
  }

  const read = async (): Promise<boolean> => {
    if (await trouble()) return false
    await readLanes()
    await readRest()
    return true
  }

  return async () => {
    const reset = () => {
      for (const each of [depth, age, laneDepth, laneAge, parked, answers, jobLag, jobWaiting, failing]) each.reset()
    }
    reset()
    const there = await read().catch((error: unknown) => {
      if (isUnreachable(error)) return false
      throw error
    })
    // What was read before the database went away would look like news.
    if (!there) reset()
    up.set(there ? 1 : 0)
  }
}

const channelOf = ({ queue, lane }: LaneGauge): string => `${queue} ${lane.split(':', 1)[0]}`
