import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { Corrected } from '#src/domain/review/correct.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import { tasksForm } from '#src/sheets/forms/tasks.ts'
import type { OutCell, OutSheet } from '#src/sheets/write.ts'
import { enclosedLabel } from '#src/views/attachment.ts'
import { statusLabel } from '#src/views/words.ts'
import type { WorkFile } from '#storage/repositories/evidence.ts'
import type { Progress, Task } from '#storage/repositories/work.ts'
import { scheduleWords } from '../schedule-words.ts'

/** The table as it is imported, and behind it how each task stands. */
export function taskSheet(tasks: Task[], dues: Due[], corrections: Map<number, Corrected>, files: WorkFile[]): OutSheet {
  const evidence = Map.groupBy(files, workOf)
  const byTask = Map.groupBy(dues, ({ task }) => task.no)
  return {
    name: tasksForm.sheet,
    titles: [...tasksForm.columns.map(({ title }) => title), ...tasksForm.derived],
    rows: tasks.map((task) => [...written(task), ...standing(task, byTask.get(task.no) ?? [], corrections.get(task.no), evidence)]),
    widths: [6, 40, 40, 20, 20, 20, 18, 12, 28, 12, 40],
    filter: true,
  }
}

const written = ({ no, task, requirement, deadline, lead, support, clauseId }: Task): OutCell[] => [
  no,
  task,
  requirement,
  deadline,
  lead.join('、'),
  support.join('、'),
  clauseId,
]

/** In the order of `derived`: the next date, the schedule as corrected and as written, the day of the newest report, the newest report of each unit. */
function standing(task: Task, dues: Due[], corrected: Corrected | undefined, evidence: Map<string, WorkFile[]>): OutCell[] {
  const next = dues
    .filter(({ state }) => state === 'open' || state === 'overdue')
    .flatMap(({ occurrence }) => occurrence.due ?? [])
    .sort()[0]
  const newest = new Map<string, Progress>()
  for (const { unit, progress } of dues) {
    if (progress && progress.id > (newest.get(unit)?.id ?? 0)) newest.set(unit, progress)
  }
  const reports = [...newest.values()].sort((a, b) => b.at.getTime() - a.at.getTime())
  return [
    next && { day: next },
    [corrected && correctionOf(corrected), scheduleOf(task)].filter(Boolean).join('\n'),
    reports[0] && { day: shanghaiDateOf(reports[0].at) },
    reports.map((report) => reportOf(report, evidence.get(workOf(report)) ?? [])).join('\n'),
  ]
}

const correctionOf = ({ schedule, by, on, reason }: Corrected): string => `更正：${scheduleWords(schedule)}（${by}，${on}，${reason}）`

const scheduleOf = ({ schedule, requirementSchedule }: Task): string => {
  const required = scheduleWords({ ...requirementSchedule, ongoing: false, unparsed: false })
  return [scheduleWords(schedule), required && `工作要求：${required}`].filter(Boolean).join('\n')
}

const workOf = ({ occurrence, unit }: Pick<Progress, 'occurrence' | 'unit'>) => `${occurrence} ${unit}`

const reportOf = ({ unit, status, percent, remark, at }: Progress, files: WorkFile[]): string =>
  [unit, shanghaiDateOf(at), statusLabel[status], `${percent}%`, remark, enclosedLabel(files)].filter(Boolean).join(' ')
