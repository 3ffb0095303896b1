import { everyStreet } from '#src/domain/plans/units.ts'
import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { listCommunities } from '#storage/repositories/community.ts'
import { findWorkspace, listUnits, type Unit, type Workspace } from '#storage/repositories/people.ts'
import { findPlan, type Plan } from '#storage/repositories/work.ts'

/** The register's name for a name or alias as people write it. */
export const unitNamed = (units: Pick<Unit, 'name' | 'aliases'>[], said: string): string | undefined =>
  (units.find(({ name }) => name === said) ?? units.find(({ aliases }) => aliases.includes(said)))?.name

/** @throws DomainError when the register has no such unit */
export async function assertUnit(db: Queryable, workspaceId: string, said: string): Promise<string> {
  const name = said === everyStreet ? said : unitNamed(await listUnits(db, workspaceId), said)
  if (name) return name
  const estates = await listCommunities(db, workspaceId)
  const how = estates.some((estate) => estate.name === said || estate.aka.includes(said))
    ? '请先按小区名称、类别“社区”导入单位名册，其业委会（物管会）和社区人员属于该单位。'
    : '请核对名称或先导入单位名册。'
  throw new DomainError('NO_UNIT', `名册中没有单位「${said}」，${how}`)
}

/** @throws DomainError when there is no such plan */
export async function getPlan(db: Queryable, id: string): Promise<Plan> {
  const plan = await findPlan(db, id)
  if (!plan) throw new DomainError('NO_PLAN', `没有工作方案「${id}」，请核对编号或先用 plan create 建立。`)
  return plan
}

/** @throws DomainError when there is no such workspace */
export async function getWorkspace(db: Queryable, id: string): Promise<Workspace> {
  const workspace = await findWorkspace(db, id)
  if (!workspace) throw new DomainError('NO_WORKSPACE', `没有工作区「${id}」，请核对编号。`)
  return workspace
}
