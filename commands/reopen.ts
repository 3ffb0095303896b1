import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { reopen } from '#src/domain/review/reopen.ts'
import { unitAtStart } from '#src/domain/tasks/unit.ts'
import type { Post } from '#src/message.ts'
import { reopenedPost } from '#src/views/declared.ts'
import type { Input, Place } from './command.ts'
import { originOf } from './work.ts'

export const about = {
  name: '重开',
  aliases: ['重新打开'],
  summary: '把已办结的任务退回办理（专班负责人）',
  usage: '重开 任务号 [单位] 理由，如 重开 5 区房管局 抽查发现未落实',
  audience: 'staff' as const,
  needs: { work: 'reopen' } as const,
}

export const args = z.object({ taskNo: z.number().int().positive(), words: z.string().max(500) })

export function parse({ text }: Input): unknown {
  const [, no, words] = /^(?:任务|第)?\s*(\d{1,3})\s*[项号]?[\s，,:：]*(.*)$/s.exec(text) ?? []
  return { taskNo: Number(no), words: words ?? '' }
}

export async function run(ctx: DomainContext, { taskNo, words }: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place, taskNo)
  const named = await unitAtStart(ctx, plan.workspaceId, words)
  const asked = { plan, taskNo, ...(named ? { unit: named.unit } : {}), reason: (named?.rest ?? words).replace(/^[，,:：\s]+/, '') }
  return reopenedPost(await reopen(ctx, asked, originOf(place)))
}
