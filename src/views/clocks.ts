import { daysBetween } from '#src/domain/calendar/dates.ts'
import type { Clock } from '#src/domain/clocks/rules-clocks.ts'
import { findCatalogueItem } from '#src/domain/disclosures/catalogue.ts'
import type { Post } from '#src/message.ts'
import { dayLabel, leftLabel } from './words.ts'

export type EstateClocks = { name: string; clocks: Clock[]; urges: Map<string, number> }

const lineOf = ({ title, due, by, basis }: Clock, today: string) =>
  `${title}：${dayLabel(due, today)}，${leftLabel(daysBetween(today, due))}（${by}；${basis}）`

const urgesLine = (urges: Map<string, number>) =>
  `业主催公示：${[...urges].map(([code, times]) => `${findCatalogueItem(code)?.title ?? code} ${times}次`).join('；')}`

/** The day's card of statutory clocks for a company's or a street's group. */
export function clocksPost(unit: string, estates: EstateClocks[], today: string): Post {
  const clocks = estates.flatMap((estate) => estate.clocks)
  const overdue = clocks.filter(({ due }) => due < today).length
  return {
    title: `${unit}法定期限提醒`,
    tone: overdue > 0 ? 'red' : 'yellow',
    summary: `${clocks.length}项法定期限临近或已过${overdue > 0 ? `，其中${overdue}项已过` : ''}。`,
    blocks: [
      ...estates.map((estate) => ({
        kind: 'list' as const,
        title: estate.name,
        items: [...estate.clocks.map((clock) => lineOf(clock, today)), ...(estate.urges.size > 0 ? [urgesLine(estate.urges)] : [])],
      })),
      { kind: 'note', text: '期限按已导入的合同、业主组织、设施和公示日期推算，以法规和合同原文为准。' },
    ],
  }
}
