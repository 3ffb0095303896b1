import { chineseDay, daysBetween } from '#src/domain/calendar/dates.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { Clock } from '#src/domain/clocks/rules-clocks.ts'
import { eventKinds } from '#src/domain/clocks/rules-events.ts'
import { findCatalogueItem } from '#src/domain/disclosures/catalogue.ts'
import type { Post } from '#src/message.ts'
import type { Community } from '#storage/repositories/community.ts'
import { select } from './select.ts'
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

/** One estate's clocks, and a form to note what starts or stops one. */
export function estateClocksPost({ id, name }: Community, clocks: Clock[], now: Date, noted?: { kind: string; on: string }): Post {
  const today = shanghaiDateOf(now)
  return {
    ...(noted ? {} : { title: `${name}法定期限` }),
    tone: noted ? 'green' : 'blue',
    summary: noted
      ? `已登记：${name} ${chineseDay(noted.on)} ${noted.kind}。`
      : clocks.length === 0
        ? `${name}没有正在计算的法定期限。`
        : `${name}有${clocks.length}项法定期限，最近一项：${clocks[0]!.title}，${dayLabel(clocks[0]!.due, today)}。`,
    blocks: [
      ...(clocks.length > 0 ? [{ kind: 'list' as const, items: clocks.map((clock) => lineOf(clock, today)) }] : []),
      { kind: 'note', text: '期限按已登记的合同、业主组织、设施、公示和事项推算，以法规和合同原文为准。' },
    ],
    form: {
      action: '法定期限',
      args: { community: id },
      version: 1,
      fields: [
        select('kind', '事项', eventKinds),
        { kind: 'input', name: 'on', label: '日期', placeholder: today, maxLength: 10, required: true },
      ],
      submit: '登记',
    },
  }
}
