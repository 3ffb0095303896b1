import type { Due } from '#src/domain/tasks/due.ts'
import { DomainError } from '#src/errors.ts'
import type { Card } from '#storage/repositories/work.ts'

export type Hint = {
  report: { occurrence?: string; taskNo?: number }
  /** units the person speaks for */
  mine: Set<string>
  card?: Card
  /** occurrence this person last reported on this card */
  last?: string
}

/**
 * Which occurrence is meant: the one the form names, the task the words name, the one last reported on this card,
 * the only one there is; otherwise the person is asked.
 */
export function pickDue(dues: Due[], { report, mine, card, last }: Hint): Due {
  const unit = card?.unit
  const own = dues.filter((due) => (unit ? due.unit === unit : mine.has(due.unit)))
  if (report.occurrence) return demand(own, report.occurrence)
  if (report.taskNo !== undefined) return ofTask(dues, own, report.taskNo)
  if (last) return demand(own, last)
  const listed = card
    ? own.filter((due) => card.items.some((item) => item.occurrence === due.occurrence.key))
    : own.filter((due) => due.state === 'open')
  if (listed.length === 1) return listed[0]!
  const examples = listed.slice(0, 3).map((due) => `任务${due.task.no}`)
  throw new DomainError(
    'WHICH_TASK',
    `请写明是哪一项任务，如「${examples[0] ?? '任务5'} 80%」${examples.length > 1 ? `；卡片上有${examples.join('、')}等${listed.length}项` : ''}。`,
  )
}

function demand(own: Due[], key: string): Due {
  const due = own.find((candidate) => candidate.occurrence.key === key)
  if (!due) throw new DomainError('OTHER_UNIT', '您所在单位不承办此项任务，本次未记录。')
  return due
}

/** A task with several deadlines: the earliest that still waits for a report, else the first. */
function ofTask(dues: Due[], own: Due[], no: number): Due {
  const held = own.filter((due) => due.task.no === no)
  const waiting = held.find((due) => due.progress?.status !== 'done')
  if (waiting) return waiting
  if (held[0]) return held[0]
  const known = dues.some((due) => due.task.no === no)
  throw new DomainError(
    known ? 'OTHER_UNIT' : 'NO_TASK',
    known ? `任务${no}不由您所在单位牵头，本次未记录。` : `没有编号为${no}的任务，请核对后再报。`,
  )
}
