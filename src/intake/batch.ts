import { isRetryable } from '#storage/errors.ts'

/**
 * Collects while inserts are in flight, so that a burst costs few commits and a single event waits for none. A lane is
 * in one batch at a time: what came first is committed first.
 * A batch the database refused is tried row by row: one bad row must not refuse its neighbours.
 */
export function createBatcher<Row extends { id: string; lane: string }>(
  insert: (rows: Row[]) => Promise<Set<string>>,
  limits: { max: number; inFlight: number },
): (row: Row) => Promise<boolean> {
  type Waiting = { row: Row; resolve: (fresh: boolean) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let inFlight = 0
  let called = false
  const lanesInFlight = new Set<string>()

  const settle = async (batch: Waiting[]) => {
    const distinct = [...new Map(batch.map((item) => [item.row.id, item.row])).values()]
    try {
      const fresh = await insert(distinct)
      for (const item of batch) item.resolve(fresh.delete(item.row.id))
    } catch (error) {
      if (batch.length === 1 || isRetryable(error)) for (const item of batch) item.reject(error)
      else for (const item of batch) await settle([item])
    }
  }

  const nextBatch = () => {
    const batch: Waiting[] = []
    const rest: Waiting[] = []
    for (const item of waiting) (batch.length < limits.max && !lanesInFlight.has(item.row.lane) ? batch : rest).push(item)
    waiting = rest
    return batch
  }

  const flush = () => {
    while (inFlight < limits.inFlight) {
      const batch = nextBatch()
      if (batch.length === 0) return
      const lanes = new Set(batch.map((item) => item.row.lane))
      for (const lane of lanes) lanesInFlight.add(lane)
      inFlight++
      void settle(batch).finally(() => {
        for (const lane of lanes) lanesInFlight.delete(lane)
        inFlight--
        if (waiting.length > 0) callFlush()
      })
    }
  }

  /** At the end of this turn of the event loop, for all that arrived in it. */
  const callFlush = () => {
    if (called) return
    called = true
    setImmediate(() => {
      called = false
      flush()
    })
  }

  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject })
      callFlush()
    })
}
