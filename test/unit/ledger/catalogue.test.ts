import { describe, expect, test } from 'vitest'
import { findQuotas } from '#src/domain/deadlines/quotas.ts'
import { catalogue } from '#src/domain/ledger/catalogue.ts'
import { closingWords } from '#src/domain/ledger/rules-close.ts'
import { standOf } from '#src/domain/ledger/rules-stand.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'

const documents = loadSeedDocuments()
const rows = documents.find(({ manifest }) => manifest.id === 'haidian-2025')!.rows
const wordsOf = (no: number) => {
  const { task, requirement, deadline } = rows.find((row) => row.no === no)!
  return [task, requirement, deadline].join('\n')
}
const quotas = rows.map((row) => ({ task: row.no, quotas: findQuotas(row) }))

describe('what the catalogue says stands in the documents, word for word', () => {
  test.each(catalogue.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
    const task = /task-(\d+)$/.exec(kind.clause)
    const text = task ? wordsOf(Number(task[1])) : documents.flatMap(({ clauses }) => clauses).find(({ id }) => id === kind.clause)?.text
    expect(text).toContain(kind.words)
    for (const target of kind.targets) expect(wordsOf(target.task)).toContain(target.words)
  })

  test('the test of 销账', () => expect(wordsOf(23)).toContain(closingWords))
})

describe('the numbers come from the quotas of the tasks', () => {
  test.each([
    ['老旧小区引入物业', [60, 477], 477],
    ['电梯更新', [1000, 0], undefined],
    ['专场培训', [10], undefined],
    ['点对点指导', [50], undefined],
    ['三供一业', [0, 0], undefined],
    ['挂账督办', [], undefined],
  ])('%s', (name, of, base) => {
    const kind = catalogue.find((candidate) => candidate.name === name)!
    const stand = standOf(kind, [], { quotas, adjusted: 0, on: '2026-11-23' })
    expect(stand.targets.map((target) => target.of)).toEqual(of)
    expect(stand.base?.value).toBe(base)
  })

  test('another plan has no numbers, and says so by having none', () => {
    const stand = standOf(catalogue[0]!, [], { quotas: [], adjusted: 0, on: '2026-11-23' })
    expect(stand.base).toBeUndefined()
    expect(stand.targets.map(({ of }) => of)).toEqual([undefined, undefined])
  })
})

test('states, fields and names are told apart', () => {
  const names = catalogue.flatMap(({ name, aka }) => [name, ...aka])
  expect(new Set(names).size).toBe(names.length)
  for (const { states, done, fields, keyField } of catalogue) {
    expect(done.every((id) => states.some((state) => state.id === id))).toBe(true)
    if (keyField) expect(fields.some(({ key }) => key === keyField)).toBe(true)
  }
})
