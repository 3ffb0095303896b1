import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { type Community, findCommunity, listCommunities } from '#storage/repositories/community.ts'
import { listWorkspaces } from '#storage/repositories/people.ts'

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

/** The one estate of any workspace that a sentence names, by the longest name in it. */
export async function communityIn(tx: Queryable, text: string): Promise<Community | undefined> {
  const lengthOf = ({ name, aka }: Community) => Math.max(0, ...[name, ...aka].filter((one) => text.includes(one)).map((one) => one.length))
  const found: Community[] = []
  for (const { id } of await listWorkspaces(tx)) found.push(...(await listCommunities(tx, id)).filter((one) => lengthOf(one) > 0))
  const [longest, next] = found.toSorted((a, b) => lengthOf(b) - lengthOf(a))
  return longest && (!next || lengthOf(next) < lengthOf(longest)) ? longest : undefined
}
