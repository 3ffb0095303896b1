import type { Queryable } from '#storage/db.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { type Ladder, ladderOf } from './rules-ladder.ts'

/** The ladders of the workspaces that have their own; a workspace's plans keep the strictest hours of them all. */
export async function laddersByWorkspace(db: Queryable): Promise<Map<string, Ladder>> {
  const own = (await listPlans(db, undefined, { ownLadder: true })).map((plan) => [plan.workspaceId, ladderOf(plan)] as const)
  return new Map([...Map.groupBy(own, ([id]) => id)].map(([id, ladders]) => [id, ladders.map(([, ladder]) => ladder).reduce(strictest)]))
}

const strictest = (a: Ladder, b: Ladder): Ladder => ({
  ...a,
  quiet: {
    from: a.quiet.from < b.quiet.from ? a.quiet.from : b.quiet.from,
    until: a.quiet.until > b.quiet.until ? a.quiet.until : b.quiet.until,
  },
  restOn: [...a.restOn, ...b.restOn],
  workOn: a.workOn.filter((on) => b.workOn.includes(on)),
})
