import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { isLocal, isSame } from '../admin.ts'

const cookie = 'duban_console'
const hours = 12

/** The token itself never leaves the server again: what signs the cookie is made from it, and dies with it. */
const keyOf = (token: string): string => createHmac('sha256', token).update('console').digest('hex')

export type Entrance = {
  isOpen(c: Context): Promise<boolean>
  /** false when the token is wrong */
  enter(c: Context, said: string): Promise<boolean>
  leave(c: Context): void
}

/** Who may see the staff page: whoever typed ADMIN_TOKEN within the last hours; where none is set, only this machine. */
export function createEntrance(token: string | undefined, now: () => Date): Entrance {
  return {
    async isOpen(c) {
      if (!token) return isLocal(c)
      const until = await getSignedCookie(c, keyOf(token), cookie)
      return typeof until === 'string' && Number(until) > now().getTime()
    },
    async enter(c, said) {
      if (!token || !isSame(said, token)) return false
      const until = String(now().getTime() + hours * 3_600_000)
      const secure = new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'
      const limits = { path: '/console', httpOnly: true, sameSite: 'Strict', secure, maxAge: hours * 3600 } as const
      await setSignedCookie(c, cookie, until, keyOf(token), limits)
      return true
    },
    leave: (c) => void deleteCookie(c, cookie, { path: '/console' }),
  }
}
