/** What the operator can mend: the message is one plain line, shown as it is before the process exits. */
export class StorageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
  }
}

const connectionLost = '08006'

/** The database went away. What was running may or may not have been committed; a later call connects again. */
export class ConnectionLost extends Error {
  readonly code = connectionLost
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConnectionLost'
  }
}

/** What the driver says without a code, and the code that says the same. */
const words: [RegExp, string][] = [
  [/^(Connection terminated|timeout (expired|exceeded when trying to connect)|Query read timeout|Cannot use a pool after)/, connectionLost],
  [/^Client (has encountered a connection error|was closed)/, connectionLost],
  [/^The server does not support SSL connections/, '08004'],
  [/client password must be a/, '28P01'],
  [/sslmode=verify-ca requires/, 'UNABLE_TO_GET_ISSUER_CERT'],
]

/** The SQLSTATE or the network's code of an error, however deep Drizzle wrapped it. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
    const { message } = at
    const said = words.find(([pattern]) => pattern.test(message))
    if (said) return said[1]
  }
  return undefined
}

/** Lost a race with another transaction: nothing was written, and the same work may simply run again. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error) ?? '')

/** A server that has become a standby takes no writes: a new connection may find its successor. */
export const isStandby = (error: unknown): boolean => codeOf(error) === '25006'

const unreachable =
  /^(08...|57P0[1235]|53300|25006|E(CONNREFUSED|CONNRESET|CONNABORTED|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN))$/

/** The database is away for the moment: whatever was asked would have failed. */
export const isUnreachable = (error: unknown): boolean => unreachable.test(codeOf(error) ?? '')

/** Worth another try later. */
export const isRetryable = (error: unknown): boolean => isConflict(error) || isUnreachable(error)
