import { recordAudit } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { findWorkspace, saveWorkspace, type Workspace } from '#storage/repositories/people.ts'

/** A district's own place in the deployment, with nothing in it yet. @throws DomainError when the id is taken */
export async function createWorkspace(ctx: DomainContext, workspace: Workspace): Promise<void> {
  if (await findWorkspace(ctx.tx, workspace.id)) throw new DomainError('WORKSPACE_EXISTS', `已有工作区「${workspace.id}」，没有改动。`)
  await saveWorkspace(ctx.tx, workspace)
  await recordAudit(ctx, { subject: `workspace:${workspace.id}`, action: 'workspace.create', after: { district: workspace.district } })
}
