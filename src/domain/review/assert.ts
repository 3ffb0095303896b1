import type { Due } from '#src/domain/tasks/due.ts'
import { DomainError } from '#src/errors.ts'
import { type Action, moveOf, type Who } from './rules-moves.ts'

/** @throws DomainError with the words why the occurrence cannot make this move */
export function assertMove(due: Due, action: Action, who: Who): void {
  const moved = moveOf({ phase: due.phase, frozen: due.extension !== undefined }, action, who)
  if ('refused' in moved) throw new DomainError('MOVE', `任务${due.task.no}${moved.refused}。`)
}
