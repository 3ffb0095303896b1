import { expect, test } from 'vitest'
import { createCalendar } from '#src/domain/calendar/calendar.ts'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { compileRequirement } from '#src/domain/deadlines/requirement.ts'
import { occurrencesOf, occurrencesOn } from '#src/domain/tasks/rules-occurrence.ts'
import { stateOf } from '#src/domain/tasks/rules-state.ts'
import { responsibleUnits } from '#src/domain/tasks/rules-units.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'

const calendar = createCalendar()
const plan = { start: '2025-01-01', end: '2027-12-31' }
const context = { docYear: 2025, planStart: plan.start, planEnd: plan.end }
const days = { todayOn: '2026-11-23', setUpOn: '2026-11-23' }

const dues = loadSeedDocuments()
  .find(({ manifest }) => manifest.id === 'haidian-2025')!
  .rows.flatMap((row) => {
    const schedule = compileDeadline(row.deadline, context)
    const requirementSchedule = compileRequirement(row.task, row.requirement, context)
    const occurrences = occurrencesOn(occurrencesOf({ no: row.no, schedule, requirementSchedule }, plan, calendar), days)
    return occurrences.map((occurrence) => ({
      units: responsibleUnits(row.lead, []),
      key: occurrence.key,
      due: occurrence.due,
      ...stateOf(occurrence, { ...days, calendar }),
    }))
  })

test('区房管局 has sixteen things to make up for on the day the plan is set up', () => {
  const backlog = dues.filter((due) => due.state === 'backlog' && due.units.includes('区房管局'))
  expect(backlog.map((due) => Number.parseInt(due.key, 10))).toEqual([4, 9, 13, 22, 23, 25, 26, 27, 28, 34, 35, 38, 61, 63, 65, 66])
})

test('nothing is overdue that day, and the next date is the 30th', () => {
  expect(dues.filter((due) => due.state === 'overdue')).toEqual([])
  const dated = dues.filter((due) => due.state === 'open').map((due) => due.due!)
  expect(dated.sort()[0]).toBe('2026-11-30')
})

test('what closes with 2026', () => {
  const closing = dues.filter((due) => due.due === '2026-12-31').map((due) => Number.parseInt(due.key, 10))
  expect([...new Set(closing)]).toEqual([1, 9, 11, 16, 18, 20, 27, 31, 32, 40, 41, 42, 52, 53, 54, 60, 64])
})

test('what waits for somebody else', () => {
  const waiting = dues.filter((due) => due.state === 'waiting').map((due) => due.key)
  expect(waiting).toEqual(['12/trigger', '19/trigger', '33/trigger', '39/trigger', '46/trigger', '50/trigger', '51/trigger', '62/trigger'])
})
