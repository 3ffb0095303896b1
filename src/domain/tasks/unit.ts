import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listUnits } from '#storage/repositories/people.ts'
import type { Plan } from '#storage/repositories/work.ts'

/** The unit's full name from a name, its end or an alias, as people write it. @throws DomainError when the register has none, or several */
export async function unitIn(ctx: DomainContext, plan: Pick<Plan, 'workspaceId'>, said: string): Promise<string> {
  const units = await listUnits(ctx.tx, plan.workspaceId)
  const named = units.filter(({ name, aliases }) => name === said || aliases.includes(said))
  const [unit, ...others] = named.length > 0 ? named : units.filter(({ name }) => name.endsWith(said))
  if (others.length > 0) throw new DomainError('AMBIGUOUS', `「${said}」对应名册中的${others.length + 1}个单位，请写单位全称。`)
  if (!unit) throw new DomainError('NO_UNIT', `名册中没有单位「${said}」，请核对名称。`)
  return unit.name
}

/** The unit a text begins with, the longest name first, and what follows it. */
export async function unitAtStart(
  ctx: DomainContext,
  workspaceId: string,
  text: string,
): Promise<{ unit: string; rest: string } | undefined> {
  const names = (await listUnits(ctx.tx, workspaceId)).flatMap(({ name, aliases }) => [name, ...aliases].map((said) => ({ said, name })))
  const found = names.filter(({ said }) => text.startsWith(said)).toSorted((a, b) => b.said.length - a.said.length)[0]
  return found && { unit: found.name, rest: text.slice(found.said.length).trim() }
}
