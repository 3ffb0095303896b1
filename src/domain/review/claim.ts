import { membershipsOf } from '#src/domain/chats/access.ts'
import type { DomainContext, Person } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listPendingClaims } from '#storage/repositories/review.ts'
import { leadChat } from './leads.ts'
import { type Matter, matterOf } from './matter.ts'
import { type Origin, writePending } from './request.ts'
import { showRequest } from './show.ts'

export type Claim = { person: Person; workspaceId: string; unit: string; name: string }

/** Somebody says which unit they are of; a lead confirms it, and they speak for it from then on. @throws DomainError */
export async function claimUnit(ctx: DomainContext, { person, workspaceId, unit, name }: Claim, origin: Origin): Promise<Matter> {
  if (membershipsOf(ctx, workspaceId).some((member) => member.unit === unit))
    throw new DomainError('MEMBER', `您已在${unit}名册中，可以直接填报。`)
  const waiting = (await listPendingClaims(ctx.tx, person.channel, person.userId)).filter((row) => row.workspaceId === workspaceId)
  const same = waiting.find((row) => row.unit === unit)
  if (same) throw new DomainError('ASKED', `您加入${unit}名册的申请（编号${same.id}）正在等待专班负责人确认。`)
  if (waiting[0]) throw new DomainError('ASKED', `您已申请加入${waiting[0].unit}名册，如有误请先「撤销 ${waiting[0].id}」。`)
  if (!(await leadChat(ctx, workspaceId))) throw new DomainError('NO_LEAD', '本专班还没有登记负责人，请联系运维人员登记。')
  const known = name || person.name || ''
  const request = await writePending(ctx, { workspaceId, kind: 'membership', unit, reason: known }, origin)
  await showRequest(ctx, request)
  return matterOf(ctx, request)
}
