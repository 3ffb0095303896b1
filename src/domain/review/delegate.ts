import { recordMemberChange } from '#src/domain/audit/changes.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertPerson, may, membershipsOf, ownUnits } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { unitIn } from '#src/domain/tasks/unit.ts'
import { DomainError } from '#src/errors.ts'
import { listMembers, type Member, saveMember } from '#storage/repositories/people.ts'
import { dayNamed } from './rules-extension.ts'

export type Delegation = {
  workspaceId: string
  /** as the register has it */
  name: string
  /** absent: the unit of who delegates */
  unit?: string
  /** the words of the last day: 12月31日, 月底, 2027-01-31 */
  until: string
}

/** Somebody else speaks for a unit until a day; after it the row counts no more. @throws DomainError */
export async function delegate(ctx: DomainContext, { workspaceId, name, unit, until: words }: Delegation): Promise<Member> {
  const person = assertPerson(ctx)
  const today = shanghaiDateOf(ctx.now)
  const until = dayNamed(words, { today, due: today })
  if (!until) throw new DomainError('NO_DAY', '请写明委托到哪一天，如「委托 张三 至 12月31日」。')
  if (until < today) throw new DomainError('PAST', `${until}已过，委托的截止日期须在今天或之后。`)
  const from = unitOf(ctx, workspaceId, unit && (await unitIn(ctx, { workspaceId }, unit)))
  const named = (await listMembers(ctx.tx, workspaceId)).filter((member) => member.name === name && member.channel === person.channel)
  const people = [...new Set(named.map((member) => member.userId))]
  if (people.length === 0) throw new DomainError('NO_MEMBER', `名册中没有「${name}」，请本人先在群内发送「我是某单位的」登记。`)
  if (people.length > 1)
    throw new DomainError(
      'AMBIGUOUS',
      `名册中有${people.length}位「${name}」（${named.map((m) => m.unit).join('、')}），请联系运维人员登记委托。`,
    )
  const already = named.find((member) => member.unit === from)
  if (already && !already.untilOn) throw new DomainError('MEMBER', `${name}已在${from}名册中，无需委托。`)
  const row: Member = { channel: person.channel, userId: people[0]!, workspaceId, unit: from, role: 'liaison', name, untilOn: until }
  await saveMember(ctx.tx, row)
  await recordMemberChange(ctx, 'set', [row])
  return row
}

/** One's own unit, as its head or liaison; any unit for a lead. */
function unitOf(ctx: DomainContext, workspaceId: string, asked: string | undefined): string {
  const own = new Set(ownUnits(ctx, workspaceId, 'delegate'))
  const mine = membershipsOf(ctx, workspaceId).filter((m) => own.has(m.unit) && !m.untilOn)
  if (asked && (may(ctx, workspaceId, 'delegateAny') || mine.some((m) => m.unit === asked))) return asked
  if (!asked && may(ctx, workspaceId, 'delegateAny') && mine.length === 0)
    throw new DomainError('WHICH_UNIT', '请写明代哪个单位，如「委托 张三 代区水务局 至 12月31日」。')
  if (asked || mine.length === 0) throw new DomainError('NOT_HEAD', '委托由本单位负责人、联络员或专班负责人办理。')
  if (mine.length > 1)
    throw new DomainError(
      'WHICH_UNIT',
      `您在${mine.map((m) => m.unit).join('、')}任职，请写明代哪个单位，如「委托 张三 代${mine[0]!.unit} 至 12月31日」。`,
    )
  return mine[0]!.unit
}
