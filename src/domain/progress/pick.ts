import type { Due } from '#src/domain/tasks/due.ts'
import { DomainError } from '#src/errors.ts'
import type { Card } from '#storage/repositories/work.ts'

export type Hint = {
  /** from a form: the occurrence, and its unit where the person has several; from words: the task's number */
  report: { occurrence?: string; unit?: string; taskNo?: number }
  /** units the person speaks for */
  mine: Set<string>
  card?: Card
  /** unit whose own group this was said in */
  chatUnit?: string
  /** what this person last reported on this card */
  last?: { planId: string; occurrence: string }
}

/**
 * Which occurrence is meant: the one the form names, the task the words name, the one last reported on this card while
 * that goes on, the only one there is. More than one: the person is asked which.
 */
export function pickDue(dues: Due[], { report, mine, card, chatUnit, last }: Hint): Due[] {
  const unit = card?.unit ?? report.unit ?? (chatUnit && mine.has(chatUnit) ? chatUnit : undefined)
  const own = dues.filter((due) => mine.has(due.unit) && (!unit || due.unit === unit))
  if (report.occurrence) return demand(own, report.occurrence)
  const onCard = (due: Due) => card?.items.some((item) => item.planId === due.plan.id && item.occurrence === due.occurrence.key) ?? false
  if (report.taskNo !== undefined) return ofTask(dues, ofListed(own, report.taskNo, onCard), report.taskNo)
  const told = last && own.find(({ plan, occurrence }) => plan.id === last.planId && occurrence.key === last.occurrence)
  if (told && told.phase !== 'reported' && told.phase !== 'closed') return [told]
  const open = card
    ? own.filter((due) => onCard(due) && due.phase !== 'closed')
    : own.filter((due) => due.state === 'open' || due.state === 'overdue')
  const unreported = open.filter((due) => due.phase !== 'reported')
  if (told) return [...unreported, ...(unreported.length === 0 || told.phase === 'reported' ? [told] : [])]
  const listed = unreported.length > 0 ? unreported : open
  if (listed.length === 0) throw new DomainError('WHICH_TASK', '请写明是哪一项任务，如「任务5 80%」。')
  return listed
}

function demand(own: Due[], key: string): Due[] {
  const held = own.filter((candidate) => candidate.occurrence.key === key)
  if (held.length === 0) throw new DomainError('OTHER_UNIT', '您所在单位不承办此项任务，本次未记录。')
  return held
}

/** Of tasks with the same number in several plans, the one that the card lists. */
function ofListed(own: Due[], no: number, onCard: (due: Due) => boolean): Due[] {
  const listed = new Set(own.filter((due) => due.task.no === no && onCard(due)).map(({ plan }) => plan.id))
  return listed.size > 0 ? own.filter(({ plan }) => listed.has(plan.id)) : own
}

/**
 * A task with several deadlines: the earliest that is still asked for, then what is to be made up from before, else the
 * first; one for each unit of the person and each plan.
 */
function ofTask(dues: Due[], own: Due[], no: number): Due[] {
  const held = [
    ...Map.groupBy(
      own.filter((due) => due.task.no === no),
      (due) => `${due.plan.id} ${due.unit}`,
    ).values(),
  ]
  const pressing = (due: Due) => due.state === 'open' || due.state === 'overdue'
  const unfinished = (due: Due) => due.progress?.status !== 'done'
  const next = held.map((ofUnit) => ofUnit.find(pressing) ?? ofUnit.find(unfinished) ?? ofUnit[0]!)
  if (next.length > 0) return next
  const known = dues.some((due) => due.task.no === no)
  throw new DomainError(
    known ? 'OTHER_UNIT' : 'NO_TASK',
    known ? `任务${no}不由您所在单位牵头，本次未记录。` : `没有编号为${no}的任务，请核对后再报。`,
  )
}
