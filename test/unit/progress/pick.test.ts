import { expect, test } from 'vitest'
import { pickDue } from '#src/domain/progress/pick.ts'
import type { Due } from '#src/domain/tasks/due.ts'

const due = (key: string, state: Due['state'], status?: 'doing' | 'done') =>
  ({
    plan: { id: 'p' },
    unit: '区房管局',
    task: { no: 23 },
    occurrence: { key },
    state,
    ...(status ? { progress: { status } } : {}),
  }) as Due
const named = { report: { taskNo: 23 }, mine: new Set(['区房管局']) }
const keys = (dues: Due[]) => pickDue(dues, named).map(({ occurrence }) => occurrence.key)

test('a task named by its number: what is still asked for comes before what is to be made up', () => {
  expect(keys([due('23/2025-12-31', 'backlog'), due('23/2026-11', 'open'), due('23/2027-12-31', 'open')])).toEqual(['23/2026-11'])
})

test('with nothing open left, what is to be made up', () => {
  expect(keys([due('23/2025-12-31', 'backlog'), due('23/2026-11', 'done', 'done')])).toEqual(['23/2025-12-31'])
})

test('what is to be made up comes before what merely goes on', () => {
  expect(keys([due('23/2025-12-31', 'backlog'), due('23/standing', 'standing')])).toEqual(['23/2025-12-31'])
})
