import { Gauge, Registry } from 'prom-client'
import type { Queryable } from '#storage/db.ts'
import { listInbound } from '#storage/repositories/inbound.ts'
import { listFailures } from '#storage/repositories/job.ts'
import { laneDepth } from '#storage/repositories/lane.ts'
import { listOutbound } from '#storage/repositories/outbound.ts'

/** What an operator watches: how much waits, for how long, and what needs a person. Read from the database at each scrape. */
export function createMetrics(db: Queryable): () => Promise<{ contentType: string; body: string }> {
  const registry = new Registry()
  const depth = new Gauge({ name: 'duban_lane_depth', help: 'Messages waiting', labelNames: ['queue'], registers: [registry] })
  const lag = new Gauge({
    name: 'duban_lane_lag_seconds',
    help: 'Longest wait past its time',
    labelNames: ['queue'],
    registers: [registry],
  })
  const parked = new Gauge({ name: 'duban_parked', help: 'Messages that need a person', labelNames: ['queue'], registers: [registry] })
  const failing = new Gauge({
    name: 'duban_job_failures',
    help: 'Tries that have failed of a job that has not succeeded since',
    labelNames: ['job'],
    registers: [registry],
  })
  return async () => {
    depth.reset()
    lag.reset()
    for (const row of await laneDepth(db)) {
      depth.set({ queue: row.queue }, row.depth)
      lag.set({ queue: row.queue }, Math.max(0, row.lagS))
    }
    parked.set({ queue: 'in' }, (await listInbound(db, 'parked')).length)
    parked.set({ queue: 'out' }, (await listOutbound(db, ['parked', 'unknown'])).length)
    failing.reset()
    for (const { job, attempts } of await listFailures(db)) failing.set({ job }, attempts)
    return { contentType: registry.contentType, body: await registry.metrics() }
  }
}
