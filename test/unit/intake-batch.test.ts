import { expect, test } from 'vitest'
import { createBatcher } from '#src/intake/batch.ts'
import { ConnectionLost } from '#storage/errors.ts'

type Row = { id: string; lane: string }

/** A table that is slow: an insert is committed when it is told so. */
function slowTable(refuses: (row: Row) => Error | undefined = () => undefined) {
  const inserts: { ids: string[]; commit(): void }[] = []
  const stored = new Set<string>()
  const insert = async (rows: Row[]) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    inserts.push({ ids: rows.map(({ id }) => id), commit: resolve })
    await promise
    for (const row of rows) {
      const error = refuses(row)
      if (error) throw error
    }
    const fresh = rows.filter(({ id }) => !stored.has(id)).map(({ id }) => id)
    for (const id of fresh) stored.add(id)
    return new Set(fresh)
  }
  const commitAll = async () => {
    for (let at = 0; at < inserts.length; at++) {
      inserts[at]!.commit()
      await settled()
    }
  }
  return { insert, stored, commitAll, commit: (at: number) => inserts[at]!.commit(), batches: () => inserts.map(({ ids }) => ids.join()) }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const row = (id: string): Row => ({ id, lane: id[0]! })

test('one event alone does not wait; what comes meanwhile goes together', async () => {
  const table = slowTable()
  const store = createBatcher(table.insert, { max: 200, inFlight: 1 })
  const first = store(row('a1'))
  await settled()
  const others = ['b1', 'c1', 'a2', 'a3'].map((id) => store(row(id)))
  await settled()
  expect(table.batches()).toEqual(['a1'])
  await table.commitAll()
  expect(await Promise.all([first, ...others])).toEqual([true, true, true, true, true])
  expect(table.batches()).toEqual(['a1', 'b1,c1,a2,a3'])
})

test('a batch has its limit, and so have batches under way', async () => {
  const table = slowTable()
  const store = createBatcher(table.insert, { max: 2, inFlight: 2 })
  const all = ['a1', 'b1', 'c1', 'd1', 'e1'].map((id) => store(row(id)))
  await settled()
  expect(table.batches()).toEqual(['a1,b1', 'c1,d1'])
  await table.commitAll()
  await Promise.all(all)
  expect(table.batches()).toEqual(['a1,b1', 'c1,d1', 'e1'])
})

test('what came later into the same chat never overtakes what came first', async () => {
  const table = slowTable()
  const store = createBatcher(table.insert, { max: 200, inFlight: 2 })
  const first = store(row('a1'))
  await settled()
  const second = store(row('a2'))
  const other = store(row('b1'))
  await settled()
  expect(table.batches()).toEqual(['a1', 'b1'])
  await table.commitAll()
  await Promise.all([first, second, other])
  expect(table.batches()).toEqual(['a1', 'b1', 'a2'])
})

test('the same event twice in one batch is new once', async () => {
  const table = slowTable()
  const store = createBatcher(table.insert, { max: 200, inFlight: 1 })
  const answers = Promise.all([store(row('a1')), store(row('a1'))])
  await settled()
  await table.commitAll()
  expect(await answers).toEqual([true, false])
})

test('a row the database refuses does not refuse its neighbours', async () => {
  const table = slowTable(({ id }) => (id === 'b1' ? new Error('invalid byte sequence') : undefined))
  const store = createBatcher(table.insert, { max: 200, inFlight: 1 })
  const answers = Promise.allSettled(['a1', 'b1', 'c1'].map((id) => store(row(id))))
  await settled()
  await table.commitAll()
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect([...table.stored]).toEqual(['a1', 'c1'])
})

test('a database that is away is asked once for the whole batch', async () => {
  const table = slowTable(() => new ConnectionLost('away'))
  const store = createBatcher(table.insert, { max: 200, inFlight: 1 })
  const answers = Promise.allSettled(['a1', 'b1', 'c1'].map((id) => store(row(id))))
  await settled()
  await table.commitAll()
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(table.batches()).toHaveLength(1)
})
