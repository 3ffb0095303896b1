import { createDecipheriv, createHash, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { LarkConfig } from '#src/config.ts'

export const MAX_BODY_BYTES = 1024 * 1024
const STALE_MS = 8 * 3_600_000
const LATE_MS = 3_600_000

/** Envelope 2.0 as the platform wraps every event and callback. */
export type Envelope = {
  schema?: string
  header: { event_id?: string; event_type?: string; create_time?: string; token?: string; app_id?: string; tenant_key?: string }
  event?: unknown
}

export type Verified =
  | { kind: 'challenge'; challenge: string }
  /** `late`: ms by which the stamp is off, when that is more than an hour; re-pushes come up to 7 h after the event */
  | { kind: 'event'; envelope: Envelope; plain: string; late?: number }
  /** `reason` is for our log alone: the sender gets the same answer for every one */
  | { kind: 'refused'; status: 401 | 413; reason: string }

type Keys = Pick<LarkConfig, 'appId' | 'encryptKey' | 'verificationToken' | 'tenants'>

/** Made once: handing over the bare bytes each time costs three times the decryption. */
const cipherKeys = new WeakMap<Keys, KeyObject>()

const refused = (reason: string): Verified => ({ kind: 'refused', status: 401, reason })

/**
 * Decides whether a request came from the platform and was meant for this app.
 * Works on the bytes as they arrived: a signature over re-serialised JSON would refuse rightly signed bodies.
 */
export function verify(raw: Buffer, headers: Headers, keys: Keys, now: Date): Verified {
  if (raw.length > MAX_BODY_BYTES) return { kind: 'refused', status: 413, reason: 'body too large' }
  const timestamp = headers.get('x-lark-request-timestamp')
  const nonce = headers.get('x-lark-request-nonce')
  const signature = headers.get('x-lark-signature')
  const signed = timestamp !== null && nonce !== null && signature !== null
  if (signed && !sameText(signature, sign(timestamp, nonce, keys.encryptKey, raw))) return refused('wrong signature')

  const encrypted = encryptedPart(raw)
  if (encrypted === undefined) return refused('not encrypted')
  const cipherKey = cipherKeys.get(keys) ?? cipherKeyOf(keys.encryptKey)
  cipherKeys.set(keys, cipherKey)
  const plain = decrypt(encrypted, cipherKey)
  const body = plain === undefined ? undefined : parseObject(plain)
  if (plain === undefined || body === undefined) return refused('cannot be decrypted')

  if (body.type === 'url_verification') {
    // Unsigned by the platform's design: the token inside the encrypted body is what proves the sender.
    if (!sameText(body.token, keys.verificationToken)) return refused('wrong token')
    return typeof body.challenge === 'string' ? { kind: 'challenge', challenge: body.challenge } : refused('no challenge')
  }
  if (!signed) return refused('not signed')
  const off = Math.abs(now.getTime() - stampMs(timestamp))
  if (!(off <= STALE_MS)) return refused('stale')
  const header = body.header
  if (!isObject(header)) return refused('no header')
  if (!sameText(header.token, keys.verificationToken)) return refused('wrong token')
  const stranger = strangerIn(header, keys)
  if (stranger) return refused(stranger)
  return { kind: 'event', envelope: body as Envelope, plain, late: off > LATE_MS ? off : undefined }
}

/** Why an event is not for us: it is another app's, or of a tenant that is not among those allowed. */
export function strangerIn(header: Envelope['header'], { appId, tenants = [] }: Pick<LarkConfig, 'appId' | 'tenants'>): string | undefined {
  if (!sameText(header.app_id, appId)) return 'another app'
  return tenants.length > 0 && !tenants.includes(header.tenant_key ?? '') ? 'another tenant' : undefined
}

export function sign(timestamp: string, nonce: string, encryptKey: string, raw: Buffer): string {
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(raw)
    .digest('hex')
}

export const cipherKeyOf = (encryptKey: string): KeyObject => createSecretKey(createHash('sha256').update(encryptKey).digest())

/** @returns the UTF-8 text, or undefined when the cipher does not fit the key */
export function decrypt(base64: string, key: KeyObject): string | undefined {
  const bytes = Buffer.from(base64, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16))
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

function encryptedPart(raw: Buffer): string | undefined {
  const body = parseObject(raw.toString('utf8'))
  return typeof body?.encrypt === 'string' ? body.encrypt : undefined
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The time it takes does not show the first difference; the lengths of signatures, tokens and ids are no secret. */
function sameText(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Seconds by the documents; milliseconds have been seen. */
function stampMs(timestamp: string): number {
  const value = Number(timestamp)
  return value > 1e11 ? value : value * 1000
}
