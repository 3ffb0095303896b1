import type { Due } from '#src/domain/tasks/due.ts'
import type { Post } from '#src/message.ts'
import type { Progress } from '#storage/repositories/work.ts'
import { statusLabel } from './words.ts'

/** One line that repeats what was understood, so that a mistake is seen at once. */
export const recordedPost = (due: Due, progress: Progress): Post => ({
  tone: 'green',
  summary: `已记录：任务${due.task.no}（${due.unit}）${statusLabel[progress.status]}，${progress.percent}%。`,
})
