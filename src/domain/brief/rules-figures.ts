import type { Due } from '#src/domain/tasks/due.ts'
import type { Brief, Figure, Listing, Source } from './brief.ts'

export type Counted = {
  dues: { due: Due; source: Source }[]
  /** what was reported in the period, and the extensions granted in it */
  reports: Source[]
  extensions: Source[]
  isListed(due: Due): boolean
  listAfter: number
  before?: Brief | undefined
}

/** The numbers of 总体, each with the rows it was counted from. */
export function figuresOf({ dues, reports, extensions, isListed, listAfter, before }: Counted): Figure[] {
  const rows = (wanted: (due: Due) => boolean) => dues.filter(({ due }) => wanted(due)).map(({ source }) => source)
  const units = [...new Map(reports.map((source) => [source.unit, source])).values()]
  const counted: Omit<Figure, 'no' | 'value' | 'before'>[] = [
    {
      label: '有期限事项',
      unit: '项',
      how: '截至当日已开始、有完成时限的事项，按任务和单位计',
      sources: rows((due) => due.occurrence.due !== undefined),
    },
    {
      label: '已报完成',
      unit: '项',
      how: '其中最新填报为已完成',
      sources: rows((due) => due.occurrence.due !== undefined && due.state === 'done'),
    },
    {
      label: '办结',
      unit: '项',
      how: '其中经专班审核通过',
      sources: rows((due) => due.occurrence.due !== undefined && due.phase === 'closed'),
    },
    { label: '未到期', unit: '项', how: '其中未完成、未到完成时限', sources: rows((due) => due.state === 'open') },
    { label: '逾期', unit: '项', how: '其中未完成、已过完成时限', sources: rows((due) => due.state === 'overdue') },
    { label: `逾期${listAfter}个工作日以上`, unit: '项', how: '其中逾期较久、列入专班清单', sources: rows(isListed) },
    { label: '待补录', unit: '项', how: '其中立项前已到期、尚未补报，按任务和单位计', sources: rows((due) => due.state === 'backlog') },
    {
      label: '等待触发',
      unit: '项',
      how: '须待文件印发、系统上线等条件成就，按任务和单位计',
      sources: rows((due) => due.state === 'waiting'),
    },
    { label: '持续落实', unit: '项', how: '无完成时限的长期工作，按任务和单位计', sources: rows((due) => due.state === 'standing') },
    { label: '本期填报', unit: '条', how: '本期内收到的进展填报', sources: reports },
    { label: '本期填报单位', unit: '个', how: '本期填报按单位去重', sources: units },
    { label: '本期批准延期', unit: '项', how: '本期内批准的延期申请', sources: extensions },
  ]
  return counted.map((figure, at): Figure => {
    // Counts of a period compare only with periods of the same length, which briefs on demand are not.
    const last = figure.label.startsWith('本期') ? undefined : before?.figures.find(({ label }) => label === figure.label)
    return { no: `T${at + 1}`, value: figure.sources.length, ...(last ? { before: last.value } : {}), ...figure }
  })
}

/** By task, then unit: an order that ranks nobody. */
export const listingOf = (title: string, empty: string, rows: Source[]): Listing => ({
  title,
  empty,
  rows: rows.toSorted((a, b) => (a.taskNo ?? 0) - (b.taskNo ?? 0) || (a.unit ?? '').localeCompare(b.unit ?? '', 'zh')),
})

/** The same thing asked of many units is one row. */
export const byTask = (rows: Source[]): Source[] =>
  [...Map.groupBy(rows, ({ taskNo, due, stand }) => `${taskNo} ${due} ${stand}`).values()].map((same) => ({
    ...same[0]!,
    unit: [...new Set(same.map(({ unit }) => unit))].join('、'),
  }))
