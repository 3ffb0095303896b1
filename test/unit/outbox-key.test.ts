import { expect, test } from 'vitest'
import { sendKeyOf } from '#src/outbox/send.ts'

const key = 'card:haidian-2025:区房管局:2026-11-23'

test('the key of a send is the same for ever, fits every platform, and is its own in each chat', () => {
  const here = sendKeyOf({ lane: 'lark:oc_1', key })
  expect(here).toBe('dw6qbTA5-3naGUpTrDHax0Ssf6SOZQfEC4T7AZ-AS8tA')
  expect(here.length).toBeLessThanOrEqual(50)
  expect(sendKeyOf({ lane: 'lark:oc_2', key })).not.toBe(here)
  expect(sendKeyOf({ lane: 'lark:oc_1', key: `${key} ` })).not.toBe(here)
})
