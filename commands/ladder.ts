import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { planFor } from '#src/domain/plans/find.ts'
import { setLadder } from '#src/domain/plans/ladder.ts'
import { readLadder } from '#src/domain/plans/rules-ladder-words.ts'
import { ladderOf } from '#src/domain/reminders/rules-ladder.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { ladderPost } from '#src/views/ladder.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '提醒规则',
  aliases: ['催办规则'],
  summary: '看提醒步骤和静默时段；专班负责人可更改',
  usage: '提醒规则，或 提醒规则 步骤 -30,-7,-3,-1,0,1，或 提醒规则 静默 18:00-09:00',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
}

export const args = z.object({ words: z.string().max(200) })

export const parse = ({ text }: Input): unknown => ({ words: text.trim() })

export async function run(ctx: DomainContext, { words }: z.infer<typeof args>, place: Place): Promise<Post> {
  const plan = await planFor(ctx, place)
  if (words === '') return ladderPost(plan, ladderOf(plan), false)
  const change = readLadder(words)
  if (!change) throw new DomainError('LADDER_WORDS', `看不懂「${words}」，没有更改。请这样写：${about.usage}。`)
  return ladderPost(plan, await setLadder(ctx, plan.id, change), true)
}
