import type { Check } from '#src/channels/channel.ts'
import type { Parked } from '#src/domain/parked/parked.ts'

/** What one district has to do today, in numbers. */
export type District = { name: string; plans: number; groups: number; dueSoon: number; overdue: number; reviews: number; questions: number }

/** What the staff page shows. `login`: the picture to scan, while an account waits for it. */
export type Look = {
  at: Date
  database: string
  channels: Record<string, string>
  login: { picture: string; at: Date } | undefined
  districts: District[]
  parked: Parked[]
  trail: { at: Date; actor: string; action: string; subject: string }[]
  checks: Check[] | undefined
}

export type ConsoleDeps = {
  adminToken: string | undefined
  now(): Date
  look(check: boolean): Promise<Look>
  /** @throws DomainError when the message does not wait any more */
  settle(step: 'requeue' | 'drop', id: string): Promise<void>
}
