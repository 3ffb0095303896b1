import { assertPerson, membershipsOf, signedBy } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Place } from './command.ts'

/** The workspace of the work or owner group it was said in; `doing` names what needs one. @throws DomainError where no group is bound */
export function workspaceOf({ chat }: Place, doing: string): string {
  if (!chat?.workspaceId) throw new DomainError('NO_WORKSPACE', `请在已绑定的群内${doing}。`)
  return chat.workspaceId
}

/** The unit in whose name this person acts, as it signs. @throws DomainError for somebody the roster does not list */
export function unitOf(ctx: DomainContext, workspaceId: string, doing: string): string {
  const member = membershipsOf(ctx, workspaceId)[0]
  if (!member) throw new DomainError('NOT_LISTED', `${assertPerson(ctx).name ?? '您'}不在名册中，不能${doing}。`)
  return signedBy(member)
}
