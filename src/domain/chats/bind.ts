import { recordChatChange } from '#src/domain/audit/changes.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { ChannelName } from '#src/message.ts'
import { findCommunity, listCommunities } from '#storage/repositories/community.ts'
import { type Chat, findWorkspace, listUnits, listWorkspaces, lockChat, saveChat } from '#storage/repositories/people.ts'
import { may, membershipsOf } from './access.ts'

export type Binding = {
  channel: ChannelName
  chatId: string
  /** absent: the one this person leads, or the only one there is */
  workspaceId?: string
  kind: 'work' | 'owner'
  /** work groups of one unit: its name or an alias */
  unit?: string
  /** owner groups: an estate's id or name */
  community?: string
}

/** Says what a group is for. A group serves one purpose; binding again replaces it. */
export async function bindChat(ctx: DomainContext, binding: Binding): Promise<Chat> {
  const { channel, chatId, kind } = binding
  const known = await lockChat(ctx.tx, channel, chatId)
  const workspaceId = binding.workspaceId ?? known?.workspaceId ?? (await usualWorkspace(ctx))
  const workspace = await findWorkspace(ctx.tx, workspaceId)
  if (!workspace) throw new DomainError('NO_WORKSPACE', `没有工作区「${workspaceId}」，请先执行 seed 或核对名称。`)
  if (!mayBind(ctx, workspaceId, kind, known)) throw new DomainError('NOT_LEAD', '绑定须由专班负责人或群主进行，请联系专班负责人。')
  const unit = kind === 'work' && binding.unit ? await unitNamed(ctx, workspaceId, binding.unit) : null
  const communityId = kind === 'owner' ? await communityNamed(ctx, workspaceId, binding.community) : null
  const row = {
    channel,
    chatId,
    name: known?.name ?? null,
    kind,
    workspaceId,
    unit,
    communityId,
    state: 'bound' as const,
    hintedAt: known?.hintedAt ?? null,
    changedAt: known?.changedAt ?? null,
    ownerId: known?.ownerId ?? null,
    readUpTo: known?.readUpTo ?? null,
    boundBy: ctx.actor.type === 'person' ? ctx.actor.userId : ctx.actor.type,
    boundAt: ctx.now,
  }
  await saveChat(ctx.tx, row)
  await recordChatChange(ctx, row, known)
  return row
}

async function usualWorkspace(ctx: DomainContext): Promise<string> {
  const led = ctx.actor.type === 'person' ? ctx.actor.memberships.find(({ role }) => role === 'lead') : undefined
  if (led) return led.workspaceId
  const [only, ...others] = await listWorkspaces(ctx.tx)
  if (only && others.length === 0) return only.id
  throw new DomainError('NO_WORKSPACE', '有多个工作区，请由运维人员执行 group bind 绑定。')
}

/** Leads; and a group's own owner, who must be on the roster to see the task force's work. */
function mayBind(ctx: DomainContext, workspaceId: string, kind: Binding['kind'], chat: Chat | undefined): boolean {
  if (may(ctx, workspaceId, 'bind')) return true
  const owns = ctx.actor.type === 'person' && chat?.ownerId != null && chat.ownerId === ctx.actor.userId
  return owns && (kind === 'owner' || membershipsOf(ctx, workspaceId).length > 0)
}

async function unitNamed(ctx: DomainContext, workspaceId: string, name: string): Promise<string> {
  const units = await listUnits(ctx.tx, workspaceId)
  const unit = units.find((candidate) => candidate.name === name || candidate.aliases.includes(name))
  if (!unit) throw new DomainError('NO_UNIT', `名册中没有单位「${name}」，请核对名称或先导入单位名册。`)
  return unit.name
}

async function communityNamed(ctx: DomainContext, workspaceId: string, name: string | undefined): Promise<string> {
  if (!name) throw new DomainError('NO_COMMUNITY', '业主群须绑定到一个小区，请写明小区名称。')
  const byId = await findCommunity(ctx.tx, name)
  if (byId?.workspaceId === workspaceId) return byId.id
  const named = (await listCommunities(ctx.tx, workspaceId)).filter((row) => row.name === name || row.aka.includes(name))
  if (named.length > 1)
    throw new DomainError('AMBIGUOUS', `有 ${named.length} 个小区叫「${name}」，请改用小区编号：${named.map((row) => row.id).join('、')}。`)
  if (!named[0]) throw new DomainError('NO_COMMUNITY', `名册中没有小区「${name}」，请核对名称或先导入小区名册。`)
  return named[0].id
}
