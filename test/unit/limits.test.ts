import { describe, expect, it } from 'vitest'
import { dripOf } from '#src/outbox/limits.ts'

describe('a limit as a bucket', () => {
  it.each([
    { count: 50, perMs: 1000 },
    { count: 1000, perMs: 60_000 },
    { count: 20, perMs: 60_000 },
    { count: 1, perMs: 3000 },
  ])('never grants more than $count in $perMs ms, a quarter of a second of delay included', (limit) => {
    const { capacity, perSecond, windowMs } = dripOf(limit)
    expect(capacity + (perSecond * (limit.perMs + 250)) / 1000).toBeLessThanOrEqual(limit.count + Math.min(1, capacity / 2))
    expect(windowMs).toBe(limit.perMs)
    expect(capacity).toBeGreaterThanOrEqual(1)
  })

  it('uses a thousand a minute to at least 95 %', () => {
    expect(dripOf({ count: 1000, perMs: 60_000 }).perSecond * 60).toBeGreaterThanOrEqual(950)
  })

  it('keeps something for answers where the window is long', () => {
    const { reserve, capacity } = dripOf({ count: 1000, perMs: 60_000 })
    expect(reserve).toBeGreaterThanOrEqual(5)
    expect(reserve).toBeLessThan(capacity)
  })
})
