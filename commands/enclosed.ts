import type { DomainContext } from '#src/domain/context.ts'
import { addToTask } from '#src/domain/progress/evidence.ts'
import { findWork } from '#src/domain/progress/find.ts'
import { readProgress } from '#src/domain/progress/parse.ts'
import type { InboundMessage, Post } from '#src/message.ts'
import { enclosedLabel, received } from '#src/views/attachment.ts'
import type { Place } from './command.ts'
import * as progress from './progress.ts'
import { pointing } from './work.ts'

/**
 * Files sent with words that name a task and report nothing: evidence of its newest report, or with the words its first.
 * Undefined where no task is named or the words ask something.
 */
export async function runEnclosed(
  ctx: DomainContext,
  message: InboundMessage,
  files: Parameters<typeof received>[0],
  place: Place,
): Promise<Post | undefined> {
  const { taskNo, not, remark } = readProgress(message.text)
  if (message.attachments.length === 0 || taskNo === undefined || not) return undefined
  const { dues } = await findWork(ctx, { ...(await pointing(ctx, place)), taskNo })
  if (files.length === 0) return received(files, undefined)
  const only = dues.length === 1 ? dues[0]! : undefined
  if (only && (await addToTask(ctx, only, message))) return received(files, only)
  return progress.run(ctx, { taskNo, remark: remark || enclosedLabel(files) }, place)
}
