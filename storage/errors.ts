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

/** What the driver says, without a code, when a connection broke or never came about. */
const lost = /^(Connection terminated|timeout expired|Client (has encountered a connection error|was closed)|Cannot use a pool after)/

/** The SQLSTATE or the network's code of an error, however deep Drizzle wrapped it. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
    if (lost.test(at.message)) return connectionLost
  }
  return undefined
}

/** Lost a race with another transaction: nothing was written, and the same work may simply run again. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error) ?? '')

const unreachable = /^(08...|57P0[123]|53300|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN))$/

/** The database is away for the moment: whatever was asked would have failed. */
export const isUnreachable = (error: unknown): boolean => unreachable.test(codeOf(error) ?? '')

/** Worth another try later. */
export const isRetryable = (error: unknown): boolean => isConflict(error) || isUnreachable(error)
