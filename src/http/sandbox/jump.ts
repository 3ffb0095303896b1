import { z } from 'zod'
import type { Jump } from './feed.ts'

const dayMs = 86_400_000

const wanted = z.discriminatedUnion('to', [
  z.object({ to: z.literal('next') }),
  z.object({ to: z.literal('day') }),
  z.object({ to: z.literal('at'), at: z.iso.datetime({ local: true }) }),
])

/** `now` is the clock's ISO instant; a given time is Beijing time. @throws ZodError */
export function parseJump(body: unknown, now: string): Jump {
  const jump = wanted.parse(body)
  if (jump.to === 'next') return { next: true }
  if (jump.to === 'day') return { at: new Date(new Date(now).getTime() + dayMs) }
  return { at: new Date(`${jump.at}+08:00`) }
}
