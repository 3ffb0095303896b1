import type { AuditEvent, AuditHead } from '#storage/repositories/audit.ts'
import { canonicalJson, sha256 } from './canonical.ts'

export const genesis: AuditHead = { seq: 0, hash: '0'.repeat(64) }

export type Unchained = Omit<AuditEvent, 'seq' | 'prevHash' | 'hash'>

/** The events in order, each bound to the one before it. */
export function chain(head: AuditHead, events: Unchained[]): AuditEvent[] {
  let before = head
  return events.map((event) => {
    const row = { ...event, seq: before.seq + 1, prevHash: before.hash }
    before = { seq: row.seq, hash: hashOf(row) }
    return { ...row, hash: before.hash }
  })
}

export const hashOf = ({ seq, at, actor, action, subject, before, after, source, prevHash }: Omit<AuditEvent, 'hash'>): string =>
  sha256(canonicalJson({ seq, at: at.toISOString(), actor, action, subject, before, after, source, prevHash }))

/**
 * What is wrong at one place: a row was changed, rows are missing, a row nobody recorded stands there, or the chain is
 * sound but no longer the one whose end was noted.
 */
export type Break =
  | { what: 'changed' | 'inserted'; event: AuditEvent }
  | { what: 'removed'; from: number; to: number }
  | { what: 'rewritten'; seq: number }

/** Walks the chain row by row; knows nothing of where the rows come from. */
export function createWalk(): { step(event: AuditEvent): void; end(head: AuditHead): Break[] } {
  const breaks: Break[] = []
  let last: AuditEvent | undefined
  const isNamed = (event: AuditEvent) => breaks.some((found) => 'event' in found && found.event.seq === event.seq)
  const changed = (event: AuditEvent) => {
    if (!isNamed(event)) breaks.push({ what: 'changed', event })
  }
  const gap = (from: number, to: number) => {
    if (from <= to) breaks.push({ what: 'removed', from, to })
  }
  return {
    step(event) {
      if (event.seq <= genesis.seq) {
        breaks.push({ what: 'inserted', event })
        return
      }
      const before = last ?? genesis
      const sound = hashOf(event) === event.hash
      gap(before.seq + 1, event.seq - 1)
      if (!sound) changed(event)
      // A sound row that remembers another hash: the row before it was rewritten together with its own hash.
      else if (event.seq === before.seq + 1 && event.prevHash !== before.hash) changed(last ?? event)
      last = event
    },
    end(head) {
      gap((last ?? genesis).seq + 1, head.seq)
      if (last && last.seq === head.seq && last.hash !== head.hash) changed(last)
      return breaks
    },
  }
}
