import { describe, expect, test } from 'vitest'
import { canonicalJson, markOf, sha256 } from '#src/domain/audit/canonical.ts'
import { type Break, chain, createWalk, genesis, hashOf } from '#src/domain/audit/chain.ts'
import type { AuditEvent } from '#storage/repositories/audit.ts'

const event = (n: number) => ({
  at: new Date(`2026-11-23T09:3${n}:00+08:00`),
  actor: 'operator',
  action: 'plan.create',
  subject: `plan:p${n}`,
  before: null,
  after: canonicalJson({ n }),
  source: 'operator',
})
const sound = () => chain(genesis, [1, 2, 3, 4, 5].map(event))
const resealed = (row: AuditEvent): AuditEvent => ({ ...row, hash: hashOf(row) })

const found = (rows: AuditEvent[], head = { seq: 5, hash: sound()[4]!.hash }) => {
  const walk = createWalk()
  for (const row of rows.toSorted((a, b) => a.seq - b.seq)) walk.step(row)
  return walk.end(head).map(said)
}
const said = (found: Break) =>
  found.what === 'removed' ? `removed ${found.from}-${found.to}` : `${found.what} ${'event' in found ? found.event.seq : found.seq}`

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: [{ d: 2, c: 3 }] }, '{"a":[{"c":3,"d":2}],"b":1}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [new Date('2026-11-23T01:30:00Z'), '"2026-11-23T01:30:00.000Z"'],
    ['引入物业', '"引入物业"'],
  ])('%j is always %s', (value, text) => expect(canonicalJson(value)).toBe(text))

  test('words stand as a mark, no words as nothing', () => {
    expect(markOf('卡在资金上')).toBe(`sha256:${sha256('卡在资金上').slice(0, 16)}`)
    expect(markOf('')).toBeUndefined()
  })
})

describe('what is done to a chain of five rows', () => {
  const rows = sound()
  const [one, two, three, four, five] = rows as [AuditEvent, AuditEvent, AuditEvent, AuditEvent, AuditEvent]
  test.each<[what: string, rows: AuditEvent[], breaks: string[]]>([
    ['nothing', rows, []],
    ['a value changed', [one, two, { ...three, after: '{"n":9}' }, four, five], ['changed 3']],
    ['a time changed', [one, two, { ...three, at: new Date(0) }, four, five], ['changed 3']],
    ['a value changed and its hash made anew', [one, two, resealed({ ...three, after: '{"n":9}' }), four, five], ['changed 3']],
    ['the last row rewritten', [one, two, three, four, resealed({ ...five, actor: 'p-other' })], ['changed 5']],
    ['one row removed', [one, two, four, five], ['removed 3-3']],
    ['the first removed', [two, three, four, five], ['removed 1-1']],
    ['the last two removed', [one, two, three], ['removed 4-5']],
    ['all removed', [], ['removed 1-5']],
    ['a row put before the first', [resealed({ ...one, seq: 0 }), ...rows], ['inserted 0']],
    ['a row removed and another changed', [one, three, { ...four, subject: 'plan:x' }, five], ['removed 2-2', 'changed 4']],
    ['two rows swapped', [one, { ...three, seq: 2 }, { ...two, seq: 3 }, four, five], ['changed 2', 'changed 3']],
  ])('%s', (_what, tampered, breaks) => expect(found(tampered)).toEqual(breaks))
})
