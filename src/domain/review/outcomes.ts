import { recordMemberChange } from '#src/domain/audit/changes.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { saveMember } from '#storage/repositories/people.ts'
import type { RequestKind } from '#storage/schema/index.ts'
import { assertMove } from './assert.ts'
import type { Matter } from './matter.ts'
import type { Origin } from './request.ts'
import { sendBack } from './send-back.ts'

type Effect = (ctx: DomainContext, matter: Matter, reason: string, origin: Origin) => Promise<void>

/** What a decision does besides being recorded. */
export const outcomes: Record<RequestKind, { approve: Effect; reject: Effect }> = {
  completion: {
    async approve(_ctx, matter) {
      assertMove(reportedDue(matter), 'pass', 'lead')
    },
    async reject(ctx, matter, reason, origin) {
      const due = reportedDue(matter)
      assertMove(due, 'return', 'lead')
      await sendBack(ctx, due, { as: 'returned', percent: matter.request.payload.percentBefore ?? 0, reason, source: origin.source })
    },
  },
  extension: {
    async approve(_ctx, matter) {
      assertMove(dueOf(matter), 'grantExtension', 'lead')
      if (matter.request.onDay! < matter.today)
        throw new DomainError('PAST', `申请延至的${matter.request.onDay}已过，请退回后由单位重新申请。`)
    },
    async reject(_ctx, matter) {
      assertMove(dueOf(matter), 'refuseExtension', 'lead')
    },
  },
  membership: {
    async approve(ctx, { request }) {
      const { workspaceId, channel, userId, userName, unit, reason: name } = request
      const member = { workspaceId, channel: channel!, userId, unit: unit!, role: 'liaison' as const, name: name || userName }
      await saveMember(ctx.tx, member)
      await recordMemberChange(ctx, 'set', [member])
    },
    async reject() {},
  },
  reopening: settled(),
  trigger: settled(),
  ruling: settled(),
  schedule: settled(),
}

function dueOf({ due }: Matter) {
  if (!due) throw new DomainError('GONE', '此件所涉事项已不存在（时限或条件已更正），请核对任务。')
  return due
}

/** The occurrence as long as the report asked about is its newest. */
function reportedDue(matter: Matter) {
  const due = dueOf(matter)
  if (due.progress?.id !== matter.request.payload.progressId) throw new DomainError('STALE_CARD', '此后又有新的填报，请核对最新情况。')
  return due
}

/** What is granted as it is written is never put up for decision. */
function settled(): { approve: Effect; reject: Effect } {
  const never: Effect = async (_ctx, { request }) => {
    throw new Error(`request ${request.id} of kind ${request.kind} is not decided`)
  }
  return { approve: never, reject: never }
}
