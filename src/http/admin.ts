import { timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** Whether the caller sits at this machine itself. */
export function isLocal(c: Context): boolean {
  const address = getConnInfo(c).remote.address ?? ''
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
}

/** Compared in a time that does not tell how much was right. */
export function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Whoever holds the token; where none is set, only this machine itself. */
export const isAdmin = (c: Context, token: string | undefined): boolean =>
  token ? isSame(c.req.header('authorization') ?? '', `Bearer ${token}`) : isLocal(c)
