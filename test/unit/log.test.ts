import { expect, test } from 'vitest'
import { told } from '#src/errors.ts'
import { createLog, scrub } from '#src/log.ts'

test.each([
  ['Failed query: insert into inbound values ($1)\nparams: 张工,13800138000', 'Failed query: insert into inbound values ($1)'],
  ['authorization: Bearer t-0123456789abcdef0123', 'authorization: Bearer [redacted]'],
  ['token t-0123456789abcdef0123456789abcdef', 'token [redacted]'],
  ['cannot reach postgres://duban:geheim@db:5432/duban', 'cannot reach postgres://[redacted]@db:5432/duban'],
  ['{"app_secret":"abcDEF123"}', '{"app_secret":"[redacted]"}'],
  ['user is not in the chat; ErrorValue: ou_0123456789abcdef;', 'user is not in the chat; ErrorValue: [user];'],
  ['电话13800138000，证件11010119900307123X', '电话[phone]，证件[id number]'],
  ['om_0123456789abcdef at 2026-11-23 in 1380ms', 'om_0123456789abcdef at 2026-11-23 in 1380ms'],
])('%j is logged as %j', (said, logged) => {
  expect(scrub(said)).toBe(logged)
})

test('a line is one line of JSON with its level and time in words, scrubbed however deep', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line: string) => void lines.push(line) })
  log.warn({ token: 'geheim', problems: [{ detail: 'ou_123456' }], error: 'a\nb 13800138000' }, 'refused')
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('geheim')
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 'warn',
    time: expect.stringMatching(/^2\d{3}-.*Z$/),
    problems: [{ detail: '[user]' }],
    error: 'a\nb [phone]',
    msg: 'refused',
  })
})

test.each([
  [new Error('send failed', { cause: new Error('disk full') }), { error: 'send failed', cause: 'disk full' }],
  [new Error('disk full', { cause: new Error('disk full') }), { error: 'disk full' }],
  [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), { error: 'ECONNREFUSED' }],
  ['a word', { error: 'a word' }],
])('%s is told once', (error, line) => {
  expect(told(error)).toEqual(line)
})
