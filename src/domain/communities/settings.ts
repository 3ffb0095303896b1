import { recordAudit } from '#src/domain/audit/record.ts'
import { assertLead } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Queryable } from '#storage/db.ts'
import { findOwnerSetting, saveOwnerSetting } from '#storage/repositories/estate.ts'
import { type OwnerSettings, readSetting, usualSettings } from './rules-settings.ts'

/** A district’s settings; the usual ones where it has none of its own, or the group belongs to none. */
export async function ownerSettings(tx: Queryable, workspaceId: string | null): Promise<OwnerSettings> {
  const own = workspaceId ? await findOwnerSetting(tx, workspaceId) : undefined
  if (!own) return usualSettings
  const { workspaceId: _, ...settings } = own
  return settings
}

/** Changes some of a district's settings. @throws DomainError naming the first that is not understood */
export async function setOwnerSettings(
  ctx: DomainContext,
  workspaceId: string,
  said: [label: string, value: string][],
): Promise<OwnerSettings> {
  assertLead(ctx, workspaceId)
  const before = await ownerSettings(ctx.tx, workspaceId)
  const change = Object.fromEntries(
    said.map(([label, value]) => {
      const read = readSetting(label, value)
      if ('problem' in read) throw new DomainError('SETTING', read.problem)
      return [read.key, read.value]
    }),
  )
  const after = { ...before, ...change }
  await saveOwnerSetting(ctx.tx, { workspaceId, ...after })
  await recordAudit(ctx, { subject: `owner-setting:${workspaceId}`, action: 'owner-setting.change', before, after })
  return after
}
