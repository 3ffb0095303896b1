import type { DomainContext } from '#src/domain/context.ts'
import { type Community, listCommunities } from '#storage/repositories/community.ts'
import { listUnits, type Unit } from '#storage/repositories/people.ts'

export type Register = { streets: Unit[]; communities: Community[] }

export type Spot = { name: string; street: string | null; communityId: string | null }

export async function loadRegister({ tx }: DomainContext, workspaceId: string): Promise<Register> {
  const streets = (await listUnits(tx, workspaceId)).filter(({ kind }) => kind === 'street')
  return { streets, communities: await listCommunities(tx, workspaceId) }
}

/**
 * An estate and its street by the register's names, whatever they were called; an estate the register does not know
 * keeps the name it was given. @returns the words of what is wrong
 */
export function spotOf(
  { streets, communities }: Register,
  said: { name: string; street?: string | undefined },
): Spot | { problem: string } {
  const street = said.street && streets.find(({ name, aliases }) => name === said.street || aliases.includes(said.street!))?.name
  if (said.street && !street) return { problem: `名册中没有街镇「${said.street}」，请核对名称或先导入单位名册。` }
  const called = communities.filter(({ name, aka }) => name === said.name || aka.includes(said.name))
  const there = called.filter((community) => !street || !community.street || community.street === street)
  if (there.length > 1)
    return { problem: `有${there.length}个小区叫「${said.name}」，请写明街镇：${there.map((row) => row.street ?? '未登记').join('、')}。` }
  const [community] = there
  if (!community) return { name: said.name, street: street || null, communityId: null }
  return { name: community.name, street: street || community.street, communityId: community.id }
}
