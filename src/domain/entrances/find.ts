import { recordAudit } from '#src/domain/audit/record.ts'
import { assertLead } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listServiceLinks, saveServiceLink } from '#storage/repositories/estate.ts'
import { type Entrance, entranceNamed, entrances } from './catalogue.ts'

export type Place = Entrance & { url?: string }

/** Those asked for, or all, with the addresses this district has laid down. @throws DomainError for one nobody knows */
export async function listEntrances(ctx: DomainContext, workspaceId: string, said?: string): Promise<Place[]> {
  const asked = said ? entranceNamed(said) : undefined
  if (said && !asked) throw new DomainError('NO_ENTRANCE', `没有「${said}」的入口，现有：${entrances.map(({ name }) => name).join('、')}。`)
  const links = await listServiceLinks(ctx.tx, workspaceId)
  return (asked ? [asked] : entrances).map((entrance) => {
    const url = links.get(entrance.name)
    return { ...entrance, ...(url ? { url } : {}) }
  })
}

/** @throws DomainError for anything but an https address without a name or password in it */
export async function setEntrance(ctx: DomainContext, workspaceId: string, said: string, address: string): Promise<Place> {
  assertLead(ctx, workspaceId)
  const entrance = entranceNamed(said)
  if (!entrance) throw new DomainError('NO_ENTRANCE', `没有「${said}」的入口，现有：${entrances.map(({ name }) => name).join('、')}。`)
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' || url.username || url.password)
    throw new DomainError('BAD_URL', '入口地址应为 https:// 开头的网址，未设置。')
  await saveServiceLink(ctx.tx, { workspaceId, name: entrance.name, url: url.href })
  await recordAudit(ctx, { subject: `entrance:${workspaceId}/${entrance.name}`, action: 'entrance.set', after: { url: url.href } })
  return { ...entrance, url: url.href }
}
