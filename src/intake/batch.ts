/**
 * Collects while one insert is in flight, so that a burst costs few commits and a single event waits for none.
 * A failed batch is tried row by row: one bad row must not refuse its neighbours.
 */
export function createBatcher<Row extends { id: string }>(
  insert: (rows: Row[]) => Promise<Set<string>>,
  limits: { max: number; inFlight: number },
): (row: Row) => Promise<boolean> {
  type Waiting = { row: Row; resolve: (fresh: boolean) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let inFlight = 0

  const settle = async (batch: Waiting[]) => {
    const distinct = [...new Map(batch.map((item) => [item.row.id, item.row])).values()]
    try {
      const fresh = await insert(distinct)
      for (const item of batch) item.resolve(fresh.delete(item.row.id))
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error)
      for (const item of batch) await settle([item])
    }
  }

  const flush = () => {
    while (waiting.length > 0 && inFlight < limits.inFlight) {
      const batch = waiting.slice(0, limits.max)
      waiting = waiting.slice(limits.max)
      inFlight++
      void settle(batch).finally(() => {
        inFlight--
        flush()
      })
    }
  }

  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject })
      if (waiting.length === 1) setImmediate(flush)
    })
}
