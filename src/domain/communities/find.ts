import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { type Community, findCommunity, listCommunities } from '#storage/repositories/owner.ts'

/** @throws DomainError when no estate, or more than one, has this name, other name or id */
export async function getCommunity(tx: Queryable, workspaceId: string, said: string): Promise<Community> {
  const byId = await findCommunity(tx, said)
  if (byId?.workspaceId === workspaceId) return byId
  const named = (await listCommunities(tx, workspaceId)).filter(({ name, aka }) => name === said || aka.includes(said))
  if (named.length > 1)
    throw new DomainError('AMBIGUOUS', `有${named.length}个小区叫「${said}」，请写小区编号：${named.map(({ id }) => id).join('、')}。`)
  if (!named[0]) throw new DomainError('NO_COMMUNITY', `名册中没有小区「${said}」，请核对名称。`)
  return named[0]
}

/** The one estate a sentence names, by the longest name in it. */
export async function communityIn(tx: Queryable, workspaceId: string, text: string): Promise<Community | undefined> {
  const lengthOf = ({ name, aka }: Community) => Math.max(0, ...[name, ...aka].filter((one) => text.includes(one)).map((one) => one.length))
  const found = (await listCommunities(tx, workspaceId)).filter((one) => lengthOf(one) > 0).toSorted((a, b) => lengthOf(b) - lengthOf(a))
  return found[0] && (!found[1] || lengthOf(found[1]) < lengthOf(found[0])) ? found[0] : undefined
}
