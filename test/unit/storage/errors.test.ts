import { expect, it } from 'vitest'
import { ConnectionLost, codeOf, isConflict, isRetryable } from '#storage/errors.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

it.each([
  ['40001', true, true],
  ['40P01', true, true],
  ['08006', false, true],
  ['57P01', false, true],
  ['57P03', false, true],
  ['53300', false, true],
  ['25006', false, true],
  ['57P05', false, true],
  ['ECONNREFUSED', false, true],
  ['EHOSTUNREACH', false, true],
  ['23505', false, false],
  ['22P05', false, false],
  ['57014', false, false],
  ['25P02', false, false],
])('%s: conflict %s, retryable %s', (code, conflict, retryable) => {
  const wrapped = new Error('Failed query', { cause: withCode(code) })
  expect([codeOf(wrapped), isConflict(wrapped), isRetryable(wrapped)]).toEqual([code, conflict, retryable])
})

it.each([
  'Connection terminated unexpectedly',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Cannot use a pool after calling end on the pool',
])('knows the driver’s words for a connection that is gone: %s', (message) => {
  expect(isRetryable(new Error('Failed query', { cause: new Error(message) }))).toBe(true)
})

it('knows errors without a code', () => {
  expect([codeOf(new Error('x')), codeOf('x'), isRetryable(undefined)]).toEqual([undefined, undefined, false])
  expect(isRetryable(new ConnectionLost('gone'))).toBe(true)
})
