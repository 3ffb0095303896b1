import type { Recorded } from '#src/domain/progress/record.ts'
import type { Post } from '#src/message.ts'
import { statusLabel, workLabel } from './words.ts'

/** One line that repeats what was understood, so that a mistake is seen at once; of several deadlines, which. */
export function recordedPost({ due, progress, request, files }: Recorded, isOneOfSeveral: boolean, today: string): Post {
  const work = isOneOfSeveral ? workLabel(due, today) : `任务${due.task.no}（${due.unit}）`
  const also = files.length > 0 ? `，附件${files.length}个` : ''
  if (request) return { tone: 'green', summary: `已记录：${work}已报完成，待专班审核（编号${request.id}）${also}。` }
  return { tone: 'green', summary: `已记录：${work}${statusLabel[progress.status]}，${progress.percent}%${also}。` }
}

/** The same form pressed twice. */
export const repeatedPost = (): Post => ({ tone: 'green', summary: '已记录，无需重复提交。' })
