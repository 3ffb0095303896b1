import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { holdsOpenTask } from '#src/domain/progress/holds.ts'
import { readProgress } from '#src/domain/progress/parse.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'
import * as progress from './progress.ts'
import { pointing } from './work.ts'

export const about = {
  name: '完成',
  aliases: ['报完成'],
  summary: '报任务完成，由专班负责人审核办结',
  usage: '完成 任务号 说明，如 完成 5 已评选10个，名单已报送',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
  onCard: true,
}

/** `lone`: a number without another word, a task's or a percentage */
export const args = progress.args.extend({ lone: z.number().int().optional() })

/** A percentage below the whole says that it is not complete yet; words of what is missing are asked about. */
export function parse({ text }: Input): unknown {
  const said = readProgress(text)
  const lone = /^\d{1,3}$/.exec(text.trim())?.[0]
  if (lone) return { ...said, lone: Number(lone) }
  if (said.not || (said.percent !== undefined && said.percent < 100)) return said
  const { status, doubt } = readProgress(`已完成，${said.remark}`)
  return { ...said, status: 'done', percent: 100, doubt: status === 'blocked' ? '既说完成，又说受阻' : doubt }
}

export async function run(ctx: DomainContext, { lone, ...said }: z.infer<typeof args>, place: Place): Promise<Post> {
  if (lone === undefined || !(await holdsOpenTask(ctx, await pointing(ctx, place), lone))) return progress.run(ctx, said, place)
  return progress.run(ctx, { status: 'done', percent: 100, taskNo: lone, remark: '', doubt: '请补充完成情况的说明' }, place)
}
