import type { Log } from '#src/log.ts'

/** The SDK logs raw axios errors, which hold the bearer token; only their first words are kept. */
export function redactingLogger(log: Log) {
  const line = (args: unknown): string => {
    const first = Array.isArray(args) ? args.flat(2).find((part) => typeof part === 'string' || part instanceof Error) : args
    const text = first instanceof Error ? first.message : typeof first === 'string' ? first : 'error'
    return text.replace(/(secret|token|authorization|ticket)\S*\s*[=:]\s*\S+/gi, '$1=[redacted]').slice(0, 200)
  }
  return {
    error: (...args: unknown[]) => log.debug({ sdk: line(args) }, 'lark sdk error'),
    warn: (...args: unknown[]) => log.debug({ sdk: line(args) }, 'lark sdk warning'),
    info: () => {},
    debug: () => {},
    trace: () => {},
  }
}
