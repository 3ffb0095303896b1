import { expect, test } from 'vitest'
import { toChannelError } from '#src/channels/wechat/errors.ts'
import { ChannelError } from '#src/errors.ts'

test.each([
  // a refused connection never took the text; a cut one may have passed it on
  ['14 UNAVAILABLE: No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:1', 'rate', 'not-connected'],
  ['14 UNAVAILABLE: Connection dropped', 'ambiguous', 'grpc-14'],
  ['1 CANCELLED: Call cancelled', 'ambiguous', 'grpc-1'],
  ['4 DEADLINE_EXCEEDED: Deadline exceeded', 'ambiguous', 'grpc-4'],
  ['2 UNKNOWN: not logged in', 'rate', 'not-connected'],
  ['2 UNKNOWN: Error: send failed\n    at Puppet.say (/app/puppet.js:1:1)', 'ambiguous', 'grpc-2'],
  ['3 INVALID_ARGUMENT: no such room', 'terminal', 'grpc-3'],
  ['8 RESOURCE_EXHAUSTED: slow down', 'rate', 'grpc-8'],
  ['12 UNIMPLEMENTED: not here', 'terminal', 'grpc-12'],
  ['16 UNAUTHENTICATED: Invalid Wechaty TOKEN "secret"', 'auth', 'grpc-16'],
  ['something else', 'ambiguous', 'unknown'],
])('%j is %s', (message, kind, code) => {
  const error = toChannelError(new Error(message))
  expect(error).toMatchObject({ kind, code })
  expect(error.message).not.toMatch(/secret|puppet\.js/)
})

test('a ChannelError stays what it is', () => {
  const error = new ChannelError('ambiguous', 'timeout', 'no answer')
  expect(toChannelError(error)).toBe(error)
})
