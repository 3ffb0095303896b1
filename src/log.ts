import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

const secrets = ['authorization', 'app_secret', 'appSecret', 'token', 'tenant_access_token', 'encryptKey', 'verificationToken', 'password']

/** One JSON line per event on standard error, so that standard output stays the command line's own. */
export function createLog(level: string): Logger {
  const paths = secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.headers.${key}`])
  return pino({ level, base: null, redact: { paths, censor: '[redacted]' } }, pino.destination({ dest: 2, sync: true }))
}
