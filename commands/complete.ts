import { readProgress } from '#src/domain/progress/parse.ts'
import type { Input } from './command.ts'
import * as progress from './progress.ts'

export const about = {
  name: '完成',
  aliases: ['报完成'],
  summary: '报任务完成，由专班负责人审核办结',
  usage: '完成 任务号 说明，如 完成 5 已评选10个，名单已报送',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
  onCard: true,
}

export const { args, run } = progress

/** A percentage below the whole says that it is not complete yet; words of what is missing are asked about. */
export function parse({ text }: Input): unknown {
  const said = readProgress(text)
  if (said.not || (said.percent !== undefined && said.percent < 100)) return said
  const { status, doubt } = readProgress(`已完成，${said.remark}`)
  return { ...said, status: 'done', percent: 100, doubt: status === 'blocked' ? '既说完成，又说受阻' : doubt }
}
