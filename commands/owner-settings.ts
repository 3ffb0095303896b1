import { z } from 'zod'
import { settingWords } from '#src/domain/communities/rules-settings.ts'
import { ownerSettings, setOwnerSettings } from '#src/domain/communities/settings.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { Post } from '#src/message.ts'
import { settingsPost } from '#src/views/owner-settings.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '业主群设置',
  aliases: [],
  summary: '查看、修改本区业主群的限额、答复期限和静默时段',
  usage: '业主群设置 [项目=值]，如 业主群设置 异议答复工作日=7 每人提问=20',
  audience: 'staff' as const,
  needs: { work: 'manage' } as const,
}

export const args = z.object({ changes: z.array(z.tuple([z.string().min(1), z.string().min(1)])).max(settingWords.length) })

export function parse({ text, values }: Input): unknown {
  if (values.label !== undefined) return { changes: [[values.label, values.value ?? '']] }
  const parts = text.split(/[\s，,；;]+/).filter(Boolean)
  return { changes: parts.map((part) => part.split(/[=＝]/)) }
}

export async function run(ctx: DomainContext, { changes }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '设置')
  if (changes.length === 0) return settingsPost(await ownerSettings(ctx.tx, workspaceId), false)
  return settingsPost(await setOwnerSettings(ctx, workspaceId, changes), true)
}
