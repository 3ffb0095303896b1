import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

const secrets = ['authorization', 'app_secret', 'appSecret', 'token', 'tenant_access_token', 'encryptKey', 'verificationToken', 'password']

/** Secrets and personal data that an error's own words may carry, and what stands in their place. */
const marks: [RegExp, string][] = [
  [/\nparams:[\s\S]*$/, ''],
  [/Bearer\s+[\w.~+/-]+=*/gi, 'Bearer [redacted]'],
  [/\bt-[0-9A-Za-z_.-]{16,}/g, '[redacted]'],
  [/(\w+:\/\/)[^\s/:@]+:[^\s@]+@/g, '$1[redacted]@'],
  [/("?(?:app_?secret|password|token|encrypt_?key)"?\s*[:=]\s*"?)[^\s",}]+/gi, '$1[redacted]'],
  [/\bo[un]_[0-9A-Za-z]+/g, '[user]'],
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, '[id number]'],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, '[phone]'],
]

export const scrub = (text: string): string => marks.reduce((said, [found, instead]) => said.replace(found, instead), text)

function scrubbed(value: unknown): unknown {
  if (typeof value === 'string') return scrub(value)
  if (Array.isArray(value)) return value.map(scrubbed)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scrubbed(item)]))
}

/**
 * One JSON line per event on standard error, so that standard output stays the command line's own. `id` is the event
 * or the job's turn that it all began with: it stands on every line from the webhook to the send.
 */
export function createLog(level: string, destination: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  const paths = secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.headers.${key}`])
  const formatters = { level: (level: string) => ({ level }), log: (line: object) => scrubbed(line) as Record<string, unknown> }
  return pino({ level, base: null, timestamp: stdTimeFunctions.isoTime, formatters, redact: { paths, censor: '[redacted]' } }, destination)
}
