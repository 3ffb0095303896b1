import type { Brief, Figure, LedgerLine, Listing, Source } from '#src/domain/brief/brief.ts'
import type { Block, Enclosure, Post } from '#src/message.ts'
import { dayLabel, shortTask } from './words.ts'

/** The brief in a chat: its figures and lists; the rows behind them stand in the files. */
export function briefPost(brief: Brief, files: { address: string; until: string; enclosed: Enclosure[] }): Post {
  const { on, from, figures, reported, overdue, ahead, ledgers, backlog, waiting, defects } = brief
  const value = (label: string) => figures.find((figure) => figure.label === label)?.value ?? 0
  return {
    title: `双月点评 ${dayLabel(from, on)}—${dayLabel(on, on)}`,
    tone: overdue.rows.length > 0 ? 'red' : 'blue',
    summary: `有期限事项${value('有期限事项')}项，已报完成${value('已报完成')}项，逾期${value('逾期')}项；本期${value('本期填报单位')}个单位填报${value('本期填报')}条。`,
    blocks: [
      { kind: 'facts', facts: figures.map((figure) => ({ label: `${figure.label}〔${figure.no}〕`, value: figureLabel(figure) })) },
      ...listed(overdue, on),
      ...(ledgers.length > 0 ? [{ kind: 'list' as const, title: '台账', items: ledgers.map(ledgerLabel) }] : []),
      ...(reported ? folded(reported, on) : []),
      ...(ahead ? folded(ahead, on) : []),
      ...folded(backlog, on),
      ...folded(waiting, on),
      ...folded(defects, on),
      {
        kind: 'note',
        text: `方括号内为数据编号，来源逐条见附件。附件链接${dayLabel(files.until, on)}前有效，请勿转出工作群。依据：${brief.plan.title}`,
      },
      ...files.enclosed.map((file): Block => ({ kind: 'file', file })),
    ],
    links: [
      { label: '点评（Word）', url: `${files.address}.docx` },
      { label: '数据来源（Excel）', url: `${files.address}.xlsx` },
    ],
  }
}

const figureLabel = ({ value, unit, before }: Figure): string =>
  `${value}${unit}${changeLabel(before === undefined ? undefined : value - before)}`

const ledgerLabel = ({ no, name, done, of, unit, change }: LedgerLine): string =>
  `${name}〔${no}〕：${done}${of === undefined ? '' : `/${of}`}${unit}${changeLabel(change)}`

const changeLabel = (change: number | undefined): string =>
  change === undefined ? '' : change === 0 ? '，与上期持平' : `，较上期${change > 0 ? '+' : ''}${change}`

const line = ({ taskNo, task, unit, due, stand, note }: Source, on: string): string =>
  [`任务${taskNo} ${shortTask(task ?? '', 18)}（${fewUnits(unit ?? '')}）`, due && `${dayLabel(due, on)}截止`, note ?? stand]
    .filter(Boolean)
    .join('，')

/** A card has no room for forty streets; the files name them all. */
function fewUnits(names: string): string {
  const units = names.split('、')
  return units.length > 3 ? `${units[0]}等${units.length}个单位` : names
}

function listed({ title, rows }: Listing, on: string): Block[] {
  const items = rows.map((row) => line(row, on))
  if (items.length === 0) return []
  const shown: Block = { kind: 'list', title, items: items.slice(0, 10) }
  return items.length > 10 ? [shown, { kind: 'note', text: `其余${items.length - 10}项见附件。` }] : [shown]
}

function folded({ title, rows }: Listing, on: string): Block[] {
  if (rows.length === 0) return []
  const items = rows.slice(0, 15).map((row) => line(row, on))
  return [
    { kind: 'fold', title: `${title}${rows.length}项`, items: rows.length > 15 ? [...items, `其余${rows.length - 15}项见附件`] : items },
  ]
}
