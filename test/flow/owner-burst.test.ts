import { expect, test } from 'vitest'
import { askInBurst } from '#test/support/burst.ts'
import { onEachDatabase } from '#test/support/databases.ts'

onEachDatabase((name, open) => {
  test(`${name}: ten groups asking six questions each at once are answered in order, within the account's limit, none lost`, async () => {
    const limit = { count: 40, perMs: 1000 }
    const burst = await askInBurst(await open(), { groups: 10, each: 6, limit, pauseMs: 20, giveUpMs: 60_000 })
    expect(burst).toMatchObject({ asked: 60, answered: 60, lost: 0, doubled: 0, outOfOrder: 0 })
    expect(burst.most).toBeLessThanOrEqual(limit.count)
  }, 90_000)
})
