import type { Recorded } from '#src/domain/progress/record.ts'
import type { Post } from '#src/message.ts'
import { statusLabel } from './words.ts'

/** One line that repeats what was understood, so that a mistake is seen at once. */
export function recordedPost({ due, progress, request }: Recorded): Post {
  const work = `任务${due.task.no}（${due.unit}）`
  if (request) return { tone: 'green', summary: `已记录：${work}已报完成，待专班审核（编号${request.id}）。` }
  return { tone: 'green', summary: `已记录：${work}${statusLabel[progress.status]}，${progress.percent}%。` }
}
