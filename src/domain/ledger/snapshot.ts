import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { snapshotPost } from '#src/views/ledger-snapshot.ts'
import { insertLedgerSnapshot, type LedgerSnapshot, listLedgerSnapshots, listLedgerSnapshotsBefore } from '#storage/repositories/ledger.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { listPlans, type Plan } from '#storage/repositories/work.ts'
import { type LedgerStand, listStands } from './stand.ts'

/** A ledger this month beside its newest snapshot before; `before` is absent the first time. */
export type Monthly = LedgerStand & { before?: LedgerSnapshot }

/** Once a month, on the first working day: the snapshot, told to the whole task force's groups. Empty ledgers are not spoken of. */
export async function sendLedgerSnapshots(ctx: DomainContext, chats: Chat[]): Promise<void> {
  const workspaceId = chats[0]?.workspaceId
  if (!workspaceId) return
  const on = shanghaiDateOf(ctx.now)
  for (const plan of await listPlans(ctx.tx, workspaceId)) {
    const monthly = await takeSnapshot(ctx, plan)
    const spoken = monthly?.filter(({ stand, before }) => stand.listed > 0 || (before?.listed ?? 0) > 0) ?? []
    if (spoken.length === 0) continue
    const post = snapshotPost(plan, spoken, on)
    for (const { channel, chatId, unit } of chats)
      if (unit === null) await ctx.send(post, { channel, chatId }, `ledger:${plan.id}:${on.slice(0, 7)}:${channel}:${chatId}`)
  }
}

/** How every ledger stands against last month, on the day this month's snapshot is taken; undefined on later days. */
async function takeSnapshot(ctx: DomainContext, plan: Plan): Promise<Monthly[] | undefined> {
  const on = shanghaiDateOf(ctx.now)
  const month = on.slice(0, 7)
  const taken = await listLedgerSnapshots(ctx.tx, plan.id, month)
  if (taken.some((snapshot) => snapshot.on !== on)) return undefined
  const before = new Map((await listLedgerSnapshotsBefore(ctx.tx, plan.id, month)).map((snapshot) => [snapshot.kind, snapshot]))
  const stands = await listStands(ctx, plan)
  if (taken.length === 0) for (const stand of stands) await insertLedgerSnapshot(ctx.tx, rowOf(plan, month, stand))
  return stands.map((stand) => ({ ...stand, ...(before.has(stand.kind.id) ? { before: before.get(stand.kind.id)! } : {}) }))
}

const rowOf = (plan: Plan, month: string, { kind, stand }: LedgerStand): LedgerSnapshot => ({
  planId: plan.id,
  kind: kind.id,
  month,
  on: stand.on,
  base: stand.base?.value ?? null,
  done: stand.done,
  listed: stand.listed,
  states: Object.fromEntries(stand.states.map(({ id, count }) => [id, count])),
})
