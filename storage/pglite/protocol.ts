/** What the main thread asks of the database thread. `tx` is the id of the `begin` that opened the transaction. */
export type Call =
  | { op: 'query'; sql: string; params: unknown[]; rowMode: 'array' | 'object'; tx?: number }
  | { op: 'exec'; sql: string }
  | { op: 'begin' }
  | { op: 'end'; tx: number; commit: boolean }
  | { op: 'dump' }
  | { op: 'ping' }
  | { op: 'close' }

export type Request = Call & { id: number }

/** An error's fields in a form that crosses threads; `code` is the SQLSTATE. */
export type WireError = { message: string; code?: string; detail?: string; constraint?: string; table?: string; column?: string }

export type Reply = { id: number; value?: unknown; error?: WireError }

/** `folder`: a path or memory://; `template`: a data directory as a gzipped tar, for a folder that is still empty. */
export type ThreadOptions = { folder: string; template?: Uint8Array }
