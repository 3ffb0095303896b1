import type { TaskRow } from '../../document.ts'
import { type Composer, datedIn, type PolicyAnswer, passed } from '../compose.ts'
import type { Entry } from '../entry.ts'
import type { TaskList } from '../lookups/tasks.ts'

const SIDE_BY_SIDE = 4
const SHOWN = 12
/** As many tasks as there is room for in more of their own words. */
const FEW = 8

/** Several clauses side by side: a comparison, or the readings of a number that stands in several documents. */
export function answerSeveral(composer: Composer, entries: Entry[], tier: 'answer' | 'clarify', silent: Entry[] = []): PolicyAnswer {
  const shown = (tier === 'clarify' ? likeliestFirst(composer, entries) : entries).slice(0, SIDE_BY_SIDE)
  const said = (entry: Entry) =>
    silent.includes(entry) ? `${composer.labelOf(entry)}：没有直接写到，最接近的是${entry.clause.place}` : composer.summaryOf(entry)
  const head = tier === 'clarify' ? '几份文件都写到，请看是哪一份：' : '分别是：'
  const quotes = shown.map((entry) => ({ text: composer.quoteOf(entry), source: composer.sourceOf(entry) }))
  return composer.answer(tier, { summary: [head, ...shown.map(said)].join('\n'), quotes }, shown)
}

/** The district's own before the city's, what is over last. */
function likeliestFirst(composer: Composer, entries: Entry[]): Entry[] {
  const place = (entry: Entry) => (['期满', '被替代'].includes(composer.statusOf(entry)) ? 2 : entry.document.level === 'district' ? 0 : 1)
  return entries.toSorted((a, b) => place(a) - place(b))
}

/** Rows by unit or date, one a line; the clauses that name the unit behind them. */
export function answerTasks(composer: Composer, { what, rows, clauses }: TaskList, todayOn: string): PolicyAnswer {
  const listed = rows.length ? rows : clauses
  const head = `${what}的${rows.length ? '任务' : '条款'}共${listed.length}项：`
  const length = listed.length <= FEW ? 64 : 34
  const lines = listed.slice(0, SHOWN).map((entry) => lineOf(entry, todayOn, length))
  const rest = listed.slice(SHOWN).map((entry) => entry.row?.no ?? entry.clause.place)
  const more = rest.length ? [`其余为${rows.length ? '任务' : ''}${rest.join('、')}`] : []
  const also = rows.length && clauses.length ? [`条款${clauses.map(({ clause }) => `${clause.place}${clause.title}`).join('、')}`] : []
  const source = { text: '', source: composer.sourceOf(listed[0]!).replace(/第\d+[项条]/, '') }
  return composer.answer('answer', { summary: [head, ...lines, ...more].join('\n'), quotes: [source], related: also }, [
    ...rows,
    ...clauses,
  ])
}

function lineOf({ row, clause }: Entry, todayOn: string, length: number): string {
  if (!row) return `${clause.place} ${clause.title}`
  const said = shortened(row.task, length)
  return `任务${row.no} ${said}${length > 34 ? namesIn(row, said) : ''}（${datedIn(row) ?? row.deadline}${passed(row.deadline, todayOn) ? '，已过' : ''}；牵头${row.lead.join('、')}）`
}

export const shortened = (task: string, length = 34) => (task.length > length ? `${task.slice(0, length - 1)}…` : task.replace(/。$/, ''))

/** The names a task is known by that its first words leave out: “京海修”. */
function namesIn({ task, requirement }: TaskRow, shown: string): string {
  const names = [...`${task}${requirement}`.matchAll(/“[^”、，]{2,6}”/g)].map(([name]) => name)
  return [...new Set(names)]
    .filter((name) => !shown.includes(name))
    .slice(0, 2)
    .join('')
}

/** All clauses under one heading. */
export function answerSection(composer: Composer, entries: Entry[]): PolicyAnswer {
  const lines = entries.map((entry) => (entry.clause.title ? `${entry.clause.place} ${entry.clause.title}` : entry.clause.place))
  const heads = new Set(entries.map((entry) => entry.clause.path.at(-1)))
  const source = {
    text: '',
    source: composer.sourceOf(entries[0]!).replace(entries[0]!.clause.place, heads.size === 1 ? ([...heads][0] ?? '') : ''),
  }
  return composer.answer('answer', { summary: [`共${entries.length}项：`, ...lines].join('\n'), quotes: [source] }, entries)
}

/** The document's standing; its opening clause stands for it among the citations. */
export const answerDocument = (composer: Composer, opening: Entry, description: string): PolicyAnswer =>
  composer.answer(
    'answer',
    {
      summary: description,
      remarks: composer.remarksOf([opening]).filter((remark) => !opening.document.remark || !remark.includes(opening.document.remark)),
    },
    [opening],
  )
