import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Board, BoardRow } from '#src/domain/disclosures/disclosure.ts'
import type { Post } from '#src/message.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { DisclosureRow } from '#storage/repositories/disclosure.ts'

const mark = (sample: boolean) => (sample ? '（示例）' : '')
/** With the owner group's key the page shows what only owners may see as well. */
const boardUrl = (publicUrl: string, communityId: string, key: string | undefined) =>
  `${publicUrl}/d/${encodeURIComponent(communityId)}${key ? `?k=${encodeURIComponent(key)}` : ''}`
const shown = (value: string | undefined) => value ?? '未提供'

/** What an answer is drawn from: one row of the board, and the line the question asked for by name. */
export type Answer = { board: Board; row: BoardRow; fact?: { label: string; value?: string } }

/** One published item: the first line names what was asked and its value. */
export function disclosurePost({ board, row, fact }: Answer, question: string, publicUrl: string, key?: string): Post {
  const links = [{ label: '公示栏', url: boardUrl(publicUrl, board.communityId, key) }]
  const { current, item, withdrawn } = row
  if (!current) {
    return {
      tone: fact?.value ? 'blue' : 'grey',
      summary: fact?.value ? `${fact.label}：${fact.value}` : `${board.communityName}未提供「${fact?.label ?? item.title}」。`,
      blocks: [
        ...(withdrawn
          ? [{ kind: 'text' as const, text: `第${withdrawn.version}版已于${chineseDay(withdrawn.on)}撤下：${withdrawn.reason}` }]
          : []),
        ...(fact?.value ? [{ kind: 'note' as const, text: '来自小区登记的合同和设施台账，尚未见于公示。' }] : []),
        { kind: 'text', text: `依据${item.basis}，应由${item.by}公示（${item.cadence}）。` },
        { kind: 'note', text: `可发送「催公示 ${item.code}」；仍未公示的，可向社区居委会或街道反映。` },
      ],
      links,
    }
  }
  const first = fact ?? mostRelevant(current.lines, question)
  const corrected = current.correctionReason ? `更正原因：${current.correctionReason}。` : ''
  return {
    tone: 'blue',
    summary: first
      ? `${first.label}：${shown(first.value)}${mark(current.sample && !first.value?.includes('示例'))}`
      : `${item.title}${mark(current.sample)}`,
    blocks: [
      {
        kind: 'facts',
        facts: current.lines.filter((line) => line.label !== first?.label).map((line) => ({ label: line.label, value: shown(line.value) })),
      },
      {
        kind: 'note',
        text: `${board.communityName}公示，第${current.version}版，${chineseDay(current.publishedOn)}，编制：${current.preparedBy}。${corrected}公示依据：${item.basis}。`,
      },
    ],
    links,
  }
}

/** What people ask for without naming it: who to call, what is left. */
const aims: [asks: RegExp, label: RegExp][] = [
  [/找谁|坏了|怀了|报修|电话|联系|没人管/, /电话/],
  [/还剩|余额|还有多少|剩多少/, /余额/],
]

/** The line that shares most characters with the question. */
function mostRelevant<Line extends { label: string }>(lines: Line[], question: string): Line | undefined {
  const meant = aims.find(([asks]) => asks.test(question))?.[1]
  const shared = (label: string) => new Set([...label].filter((char) => question.includes(char))).size / Math.sqrt(label.length)
  const score = ({ label }: Line) => shared(label) + (meant?.test(label) ? 2 : 0)
  return lines.toSorted((a, b) => score(b) - score(a))[0]
}

/** What exists, with dates, and what does not. */
export function boardPost(board: Board, publicUrl: string, key?: string): Post {
  const there = board.rows.filter((row) => row.current)
  const missing = board.rows.filter((row) => !row.current)
  return {
    title: `${board.communityName}公示清单${mark(board.sample)}`,
    tone: 'blue',
    summary: `已公示 ${there.length} 项，未提供 ${missing.length} 项。`,
    blocks: [
      { kind: 'list', title: '已公示', items: there.map(({ item, current }) => `${item.title}（${chineseDay(current!.publishedOn)}）`) },
      { kind: 'fold', title: `未提供（${missing.length} 项）`, items: missing.map(({ item }) => item.title) },
      { kind: 'note', text: '发送「公示 项目名称」查看内容，如「公示 收费标准」。' },
    ],
    links: [{ label: '公示栏', url: boardUrl(publicUrl, board.communityId, key) }],
  }
}

type News = Pick<DisclosureRow, 'code' | 'title' | 'version' | 'correctionReason'>

/** What a group is told when its board has changed. */
export const boardNewsPost = ({ id, name }: Community, news: News[], publicUrl: string, key?: string): Post => ({
  title: `${name}公示更新`,
  tone: 'blue',
  summary: `${name}更新${news.length}项公示：${news
    .map(({ title }) => title)
    .slice(0, 3)
    .join('、')}${news.length > 3 ? '等' : ''}。`,
  blocks: [
    {
      kind: 'list',
      items: news.map(
        ({ code, title, version, correctionReason }) =>
          `${code} ${title}，第${version}版${correctionReason ? `，更正：${correctionReason}` : ''}`,
      ),
    },
    { kind: 'note', text: '发送「公示 项目名称」查看内容；有异议发送「异议 内容」。' },
  ],
  links: [{ label: '公示栏', url: boardUrl(publicUrl, id, key) }],
})
