import { AxiosError, AxiosHeaders } from 'axios'
import { describe, expect, it } from 'vitest'
import { classify, isCardRefused, isNotACard, isTokenRefused, toChannelError } from '#src/channels/lark/errors.ts'

describe('what a refusal means', () => {
  it.each([
    [{ status: 429, code: 99991400, resetSeconds: 3 }, 'rate', '99991400'],
    [{ status: 400, code: 99991400, resetSeconds: 3 }, 'rate', '99991400'],
    [{ status: 400, code: 230020 }, 'rate', '230020'],
    [{ status: 200, code: 11232 }, 'rate', '11232'],
    [{ status: 429 }, 'rate', 'http-429'],
    [{ status: 500 }, 'ambiguous', 'http-500'],
    [{ status: 502, code: 123 }, 'ambiguous', '123'],
    [{ status: 400, code: 1500 }, 'ambiguous', '1500'],
    [{ status: 200, code: 2200 }, 'ambiguous', '2200'],
    [{ status: 400, code: 230049 }, 'ambiguous', '230049'],
    [{ status: 400, code: 99991661 }, 'auth', '99991661'],
    [{ status: 400, code: 99991663 }, 'auth', '99991663'],
    [{ status: 400, code: 99991672 }, 'auth', '99991672'],
    [{ status: 200, code: 10014 }, 'auth', '10014'],
    [{ status: 403, code: 99991662 }, 'auth', '99991662'],
    [{ status: 400, code: 230001 }, 'terminal', '230001'],
    [{ status: 400, code: 230002 }, 'detached', '230002'],
    [{ status: 400, code: 230011 }, 'closed', '230011'],
    [{ status: 400, code: 230025 }, 'terminal', '230025'],
    [{ status: 400, code: 230028 }, 'terminal', '230028'],
    [{ status: 400, code: 230031 }, 'closed', '230031'],
    [{ status: 400, code: 230099, msg: 'ext=ErrCode: 11310; ErrMsg: element exceeds the limit' }, 'terminal', '230099/11310'],
    [{ status: 400, code: 230099, msg: 'ext=ErrCode: 11310; ErrMsg: card action is lock' }, 'rate', '230099/busy'],
    [{ status: 400, code: 230099, msg: 'ext=ErrCode: 200810; ErrMsg: try again' }, 'ambiguous', '230099/200810'],
    [{ status: 400, code: 230099 }, 'terminal', '230099'],
    [{ status: 404 }, 'ambiguous', 'http-404'],
    [{ status: 200, code: 987654 }, 'terminal', '987654'],
  ])('%j is %s', (refusal, kind, code) => {
    expect(classify(refusal)).toMatchObject({ kind, code })
  })
})

it('waits as long as the header says, else a second or two', () => {
  expect(classify({ status: 429, code: 99991400, resetSeconds: 12 }).retryAfterMs).toBe(12_000)
  const { retryAfterMs } = classify({ status: 400, code: 230020 })
  expect(retryAfterMs).toBeGreaterThanOrEqual(1000)
  expect(retryAfterMs).toBeLessThan(2000)
})

describe('what to do about it', () => {
  const at = (code: number, msg?: string) => classify({ status: 400, code, msg })
  it('a refused card may go as text, a busy one not', () => {
    expect([at(230099), at(230099, 'ErrCode: 11310; element exceeds'), at(230025), at(230001)].map(isCardRefused)).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(isCardRefused(at(230099, 'card action is lock'))).toBe(false)
  })
  it('a refused token may be renewed, a missing scope not', () => {
    expect([99991661, 99991663, 99991668, 99991671, 99991677, 99991672].map((code) => isTokenRefused(at(code)))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ])
  })
  it('knows a message that is no card', () => {
    expect([at(230054), at(230001, 'ext=This message is NOT a card.'), at(230001, 'ext=chat_id')].map(isNotACard)).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('calls without an answer', () => {
  const thrown = (code: string) => toChannelError(new AxiosError('failed', code))
  it.each(['ECONNABORTED', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE'])('%s leaves it open whether the message arrived', (code) => {
    expect(thrown(code)).toMatchObject({ kind: 'ambiguous', code })
  })
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('%s never left us', (code) => {
    expect(thrown(code)).toMatchObject({ kind: 'rate', code, retryAfterMs: 2000 })
  })
  it('keeps nothing of the request', () => {
    const headers = new AxiosHeaders({ Authorization: 'Bearer t-secret' })
    const error = toChannelError(new AxiosError('failed', 'ECONNRESET', { headers, data: '{"app_secret":"s3"}' }))
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toMatch(/t-secret|s3/)
  })
})
