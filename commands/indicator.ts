import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { defineAppealRate, getAppeals } from '#src/domain/indicators/appeals.ts'
import { readAppeals } from '#src/domain/indicators/rules-say.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { appealsPost, definedPost } from '#src/views/indicator.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '诉求',
  aliases: ['万人诉求率', '诉求率', '诉求前100小区'],
  summary: '看万人诉求率和诉求前100小区',
  usage: '诉求 [街镇] [月份]，如 诉求 2026-10；诉求 定义 分子：… 分母：… 依据：…',
  audience: 'staff' as const,
  needs: { work: 'seeAppeals' } as const,
}

const words = z.string().min(2).max(200)

export const args = z.discriminatedUnion('want', [
  z.object({ want: z.literal('show'), month: z.string().optional(), street: z.string().max(50).optional() }),
  z.object({ want: z.literal('define'), numerator: words, denominator: words, basis: words }),
])

export function parse({ text }: Input): unknown {
  const said = readAppeals(text)
  if (said.want === 'unknown') throw new DomainError('APPEAL_WORDS', `看不懂「${said.said}」。请这样写：${about.usage}`)
  return said
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceFor(ctx, place.chat)
  if (said.want === 'define') return definedPost(await defineAppealRate(ctx, workspaceId, said))
  return appealsPost(await getAppeals(ctx, { workspaceId, ...said }))
}
