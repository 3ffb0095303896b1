import type { Paragraph, Table } from 'docx'
import type { Brief, Figure, LedgerLine, Listing, Source } from '#src/domain/brief/brief.ts'
import { instantLabel } from './labels.ts'
import { heading, note, paper, paragraph, subtitle, table, title } from './paper.ts'

/** The brief as an office paper: every number carries its index, and the annex says how each was counted and from what. */
export function renderBriefDocx(brief: Brief): Promise<Buffer> {
  const { figures, reported, overdue, ahead, ledgers, backlog, waiting, defects } = brief
  return paper({ title: brief.title, description: `${brief.from}至${brief.on}` }, [
    title('双月点评'),
    subtitle(brief.plan.title),
    subtitle(`（${longDay(brief.from)}至${longDay(brief.on)}）`),
    ...(brief.until ? [note(`数据截至${instantLabel(brief.until)}，由督办系统按填报记录生成。`)] : []),
    heading('一、总体'),
    ...overall(brief).map(paragraph),
    ...(reported ? listing('二', reported, ['任务', '事项', '单位', '进展', '填报编号'], [1.2, 5, 3, 4.6, 2.1], reportedRow) : []),
    ...listing('三', overdue, ['任务', '事项', '单位', '完成时限', '进展', '填报编号'], [1.2, 4.6, 3, 2.8, 3.8, 2.1], (row) => [
      ...whatOf(row),
      dayOf(row),
      row.stand ?? '',
      row.progressId === undefined ? '未填报' : String(row.progressId),
    ]),
    ...(ahead ? listing('四', ahead, ['任务', '事项', '单位', '完成时限', '进展'], [1.2, 5, 4.4, 2.8, 2.6], aheadRow) : []),
    heading('五、台账'),
    ...(ledgers.length > 0 ? [ledgerTable(ledgers)] : [paragraph('尚未建立台账。')]),
    ...listing('六', backlog, ['任务', '事项', '单位', '完成时限'], [1.2, 6, 6, 2.4], (row) => [...whatOf(row), dayOf(row)]),
    ...listing('七', waiting, ['任务', '事项', '单位', '等待的条件'], [1.2, 5, 4, 5], (row) => [
      ...whatOf(row),
      (row.stand ?? '').replace(/^等待：/, ''),
    ]),
    ...listing('八', defects, ['任务', '事项', '牵头单位', '原文问题'], [1.2, 4, 3, 7], (row) => [...whatOf(row), row.note ?? '']),
    heading('附：数据说明'),
    figureTable(figures),
    note('来源逐条（任务、单位、填报编号、填报人和时间）见同名 Excel 附件“来源”页，按编号筛选。'),
  ])
}

function overall({ figures, listAfter, from }: Brief): string[] {
  const said = (label: string) => {
    const figure = figures.find((one) => one.label === label)!
    return `${figure.value}${figure.unit}〔${figure.no}〕${changeOf(figure)}`
  }
  return [
    `截至目前，有期限事项${said('有期限事项')}，其中已报完成${said('已报完成')}、经审核办结${said('办结')}，未到期${said('未到期')}，逾期${said('逾期')}（逾期${listAfter}个工作日以上${said(`逾期${listAfter}个工作日以上`)}），待补录${said('待补录')}。`,
    `另有等待触发${said('等待触发')}、持续落实${said('持续落实')}。`,
    `${longDay(from)}以来，收到填报${said('本期填报')}，涉及单位${said('本期填报单位')}，批准延期${said('本期批准延期')}。`,
    '以上按任务和单位计数；下列各表中，多个单位情况相同的任务合并为一行。',
  ]
}

const changeOf = ({ value, before }: Figure): string =>
  before === undefined || before === value ? '' : `（较上期${value > before ? '增加' : '减少'}${Math.abs(value - before)}）`

function listing(
  no: string,
  { title: name, empty, rows }: Listing,
  head: string[],
  shares: number[],
  row: (source: Source) => string[],
): (Paragraph | Table)[] {
  return [heading(`${no}、${name}`), rows.length > 0 ? table(head, shares, rows.map(row)) : paragraph(empty)]
}

const whatOf = ({ taskNo, task, unit }: Source): string[] => [String(taskNo ?? ''), matterOf(task ?? ''), unit ?? '']

const reportedRow = (row: Source): string[] => [...whatOf(row), row.stand ?? '', row.progressId === undefined ? '' : String(row.progressId)]

const aheadRow = (row: Source): string[] => [...whatOf(row), dayOf(row), row.stand ?? '']

const dayOf = ({ due }: Source): string => (due ? longDay(due) : '')

/** A task by its first words, whole clauses only: a paper cuts no sentence short. */
function matterOf(task: string): string {
  const [first = '', ...more] = task.split(/[。；;]/)[0]!.split('，')
  let said = first
  for (const clause of more) {
    if (said.length + clause.length > 34) break
    said += `，${clause}`
  }
  return said
}

const ledgerTable = (ledgers: LedgerLine[]): Table =>
  table(
    ['编号', '台账', '完成', '基数', '较上期', '口径'],
    [1.3, 4, 2, 2, 2, 5],
    ledgers.map(({ no, name, done, of, unit, change, how }) => [
      no,
      name,
      `${done}${unit}`,
      of === undefined ? '未提供' : `${of}${unit}`,
      change === undefined ? '—' : `${change > 0 ? '+' : ''}${change}`,
      how,
    ]),
  )

const figureTable = (figures: Figure[]): Table =>
  table(
    ['编号', '名称', '数值', '上期', '口径', '来源', '最近填报'],
    [1.4, 3, 1.8, 1.4, 5.6, 1.6, 3],
    figures.map(({ no, label, value, unit, before, how, sources }) => [
      no,
      label,
      `${value}${unit}`,
      before === undefined ? '—' : String(before),
      how,
      String(sources.length),
      instantLabel(
        sources
          .flatMap(({ at }) => at ?? [])
          .sort()
          .at(-1),
      ),
    ]),
  )

function longDay(on: string): string {
  const [year, month, day] = on.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
