import type { Brief, Listing, Source } from '#src/domain/brief/brief.ts'
import { type OutCell, type OutSheet, writeWorkbook } from '#src/sheets/write.ts'
import { instantLabel } from './labels.ts'

/** The figures, the rows behind each, and the lists, as a workbook that can be filtered by a figure's index. */
export function renderBriefXlsx(brief: Brief): Promise<Buffer> {
  const { figures, ledgers, reported, overdue, ahead, backlog, waiting, defects } = brief
  const behind = [
    ...figures.map(({ no, label, sources }) => ({ no, label, sources })),
    ...ledgers.map(({ no, name, sources }) => ({ no, label: name, sources })),
  ]
  return writeWorkbook([
    {
      name: '数据',
      titles: ['编号', '名称', '数值', '单位', '上期', '口径', '来源条数'],
      rows: [
        ...figures.map(({ no, label, value, unit, before, how, sources }): OutCell[] => [
          no,
          label,
          value,
          unit,
          before,
          how,
          sources.length,
        ]),
        ...ledgers.map(({ no, name, done, unit, change, how, sources }): OutCell[] => [
          no,
          name,
          done,
          unit,
          change === undefined ? undefined : done - change,
          how,
          sources.length,
        ]),
      ],
      widths: [8, 26, 10, 8, 10, 50, 10],
    },
    {
      name: '来源',
      titles: ['数据编号', '数据名称', ...sourceTitles],
      rows: behind.flatMap(({ no, label, sources }) => sources.map((source): OutCell[] => [no, label, ...sourceCells(source)])),
      widths: [10, 22, ...sourceWidths],
      filter: true,
    },
    ...[reported, overdue, ahead, backlog, waiting, defects].filter((listing) => listing !== undefined).map(listSheet),
  ])
}

const sourceTitles = ['任务', '事项', '单位', '日期', '状态', '填报编号', '填报人', '时间', '说明']
const sourceWidths = [7, 46, 22, 12, 30, 10, 12, 18, 40]

const sourceCells = ({ taskNo, task, unit, due, stand, progressId, by, at, note }: Source): OutCell[] => [
  taskNo,
  task,
  unit,
  due && { day: due },
  stand,
  progressId,
  by,
  at && instantLabel(at),
  note,
]

const listSheet = ({ title, rows }: Listing): OutSheet => ({
  name: title,
  titles: sourceTitles,
  rows: rows.map(sourceCells),
  widths: sourceWidths,
  filter: true,
})
