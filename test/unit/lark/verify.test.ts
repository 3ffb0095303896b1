import { describe, expect, it } from 'vitest'
import { cipherKeyOf, decrypt, sign, type Verified, verify } from '#src/channels/lark/verify.ts'
import { encrypt } from '#test/fakes/feishu/push.ts'

const keys = { appId: 'cli_a1b2c3d4e5f60718', encryptKey: 'the-encrypt-key', verificationToken: 'the-verification-token' }
const now = new Date('2026-11-23T09:30:00+08:00')
const HOUR = 3_600_000

const envelope = (header: object = {}) =>
  JSON.stringify({
    schema: '2.0',
    header: { event_id: 'e1', event_type: 'x', token: keys.verificationToken, app_id: keys.appId, ...header },
    event: {},
  })

type Change = {
  plain?: string
  body?: string
  encryptKey?: string
  signKey?: string
  at?: number
  headers?: Record<string, string>
  unsigned?: boolean
}

function check(change: Change = {}): Verified {
  const body = change.body ?? JSON.stringify({ encrypt: encrypt(change.plain ?? envelope(), change.encryptKey ?? keys.encryptKey) })
  const raw = Buffer.from(body)
  const timestamp = String(Math.floor((change.at ?? now.getTime()) / 1000))
  const signed = {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': 'nonce',
    'x-lark-signature': sign(timestamp, 'nonce', change.signKey ?? keys.encryptKey, raw),
  }
  return verify(raw, new Headers(change.unsigned ? {} : { ...signed, ...change.headers }), keys, now)
}

const challenge = (token: string) => JSON.stringify({ type: 'url_verification', challenge: 'c-1', token })

it('decrypts the documented vector', () => {
  expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', cipherKeyOf('test key'))).toBe('hello world')
})

describe('accepted', () => {
  it('what the platform sent for this app', () => {
    expect(check()).toMatchObject({ kind: 'event', envelope: { header: { event_id: 'e1' } }, late: undefined })
  })
  it('a challenge, unsigned, with the right token', () => {
    expect(check({ plain: challenge(keys.verificationToken), unsigned: true })).toEqual({ kind: 'challenge', challenge: 'c-1' })
  })
  it('a rightly signed body whose JSON is spelt in another way', () => {
    const cipher = encrypt(envelope(), keys.encryptKey)
    const escaped = cipher.replace(/[+/=]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)
    expect(check({ body: `{\n  "encrypt" : "${escaped}"\n}` })).toMatchObject({ kind: 'event' })
  })
  it.each([
    ['seven hours late', -7 * HOUR],
    ['seven hours early', 7 * HOUR],
  ])('%s, and said so', (_, off) => {
    expect(check({ at: now.getTime() + off })).toMatchObject({ kind: 'event', late: 7 * HOUR })
  })
  it('stamps in milliseconds', () => {
    const raw = Buffer.from(JSON.stringify({ encrypt: encrypt(envelope(), keys.encryptKey) }))
    const stamp = String(now.getTime())
    const headers = new Headers({
      'x-lark-request-timestamp': stamp,
      'x-lark-request-nonce': 'n',
      'x-lark-signature': sign(stamp, 'n', keys.encryptKey, raw),
    })
    expect(verify(raw, headers, keys, now)).toMatchObject({ kind: 'event' })
  })
})

describe('refused with 401', () => {
  it.each<[string, Change, string]>([
    ['unsigned', { unsigned: true }, 'not signed'],
    ['signed with another key', { signKey: 'another' }, 'wrong signature'],
    ['signature of another length', { headers: { 'x-lark-signature': 'abc' } }, 'wrong signature'],
    ['nonce changed after signing', { headers: { 'x-lark-request-nonce': 'other' } }, 'wrong signature'],
    ['nine hours old', { at: now.getTime() - 9 * HOUR }, 'stale'],
    ['nine hours ahead', { at: now.getTime() + 9 * HOUR }, 'stale'],
    ['plaintext event', { body: envelope() }, 'not encrypted'],
    ['plaintext challenge', { body: challenge(keys.verificationToken), unsigned: true }, 'not encrypted'],
    ['garbage', { body: 'not json' }, 'not encrypted'],
    ['an array', { body: '[1]' }, 'not encrypted'],
    ['nothing', { body: '' }, 'not encrypted'],
    ['encrypt is no text', { body: '{"encrypt":1}' }, 'not encrypted'],
    ['encrypt is too short', { body: '{"encrypt":"AAAA"}' }, 'cannot be decrypted'],
    ['encrypted with another key', { encryptKey: 'another' }, 'cannot be decrypted'],
    ['encrypted garbage', { plain: 'not json' }, 'cannot be decrypted'],
    ['wrong token', { plain: envelope({ token: 'guess' }) }, 'wrong token'],
    ['no token', { plain: envelope({ token: undefined }) }, 'wrong token'],
    ['another app', { plain: envelope({ app_id: 'cli_ffffffffffffffff' }) }, 'another app'],
    ['no header', { plain: '{"schema":"2.0"}' }, 'no header'],
    ['challenge with a wrong token', { plain: challenge('guess'), unsigned: true }, 'wrong token'],
    [
      'challenge without a challenge',
      { plain: JSON.stringify({ type: 'url_verification', token: keys.verificationToken }) },
      'no challenge',
    ],
  ])('%s', (_, change, reason) => {
    const verified = check(change)
    expect(verified).toEqual({ kind: 'refused', status: 401, reason })
  })
  it('a stamp that is no number', () => {
    const raw = Buffer.from(JSON.stringify({ encrypt: encrypt(envelope(), keys.encryptKey) }))
    const headers = new Headers({
      'x-lark-request-timestamp': 'soon',
      'x-lark-request-nonce': 'n',
      'x-lark-signature': sign('soon', 'n', keys.encryptKey, raw),
    })
    expect(verify(raw, headers, keys, now)).toMatchObject({ kind: 'refused', reason: 'stale' })
  })
})

it('refuses more than a megabyte with 413', () => {
  expect(check({ body: 'x'.repeat(1024 * 1024 + 1) })).toMatchObject({ kind: 'refused', status: 413 })
})
