import type { Figure, Report } from '#src/domain/reports/report.ts'
import type { Block, Enclosure, Post } from '#src/message.ts'
import type { Kit } from './forward.ts'

const shown = (figure: Figure) => (figure.value === undefined ? '未提供' : `${figure.value}${figure.unit}`)

/** Figures an owner looks for first; a report without them falls back to its first three. */
const telling = ['计划完成率', '服务计划完成率', '物业费收缴率', '报修办结率', '公共收益净额', '维修资金余额']

function keyFigures(report: Report): Figure[] {
  const all = report.sections.flatMap((section) => section.figures)
  const wanted = telling.flatMap((label) => all.find((figure) => figure.label === label) ?? [])
  return (wanted.length >= 3 ? wanted : all).slice(0, 3)
}

const asBlocks = (pictures: Enclosure[]): Block[] => pictures.map((picture) => ({ kind: 'picture', picture }))

/** Short enough to be read in the group; the page holds the rest. */
export function reportPost(report: Report, publicUrl: string, pictures: Enclosure[] = []): Post {
  const planned = report.sections.flatMap((section) => section.figures).filter((figure) => figure.planned && figure.done !== undefined)
  const rateOf = (figure: Figure) => Math.round((1000 * figure.done!) / figure.planned!) / 10
  return {
    title: `${report.communityName}${report.periodLabel}履约报告${report.sample ? '（示例）' : ''}`,
    tone: 'green',
    summary: report.correctionReason
      ? `${report.communityName}${report.periodLabel}履约报告已更正，第${report.version}版：${report.correctionReason}。`
      : `${report.communityName}${report.periodLabel}履约报告已发布。`,
    blocks: [
      { kind: 'facts', facts: keyFigures(report).map((figure) => ({ label: figure.label, value: shown(figure) })) },
      ...(planned.length > 0
        ? [
            {
              kind: 'chart' as const,
              chart: {
                type: 'bar' as const,
                title: '计划完成率',
                unit: '%',
                values: planned.map((figure) => ({
                  label: `${figure.label} ${figure.done}/${figure.planned}${figure.unit}`,
                  value: rateOf(figure),
                })),
              },
            },
          ]
        : []),
      { kind: 'note', text: `编制：${report.preparedBy}；审核：${report.reviewedBy ?? '未提供'}；第${report.version}版。` },
      ...asBlocks(pictures),
    ],
    links: [{ label: '查看全文', url: `${publicUrl}/r/${encodeURIComponent(report.id)}` }],
  }
}

/** What a person carries into a group the bot cannot speak in: at most 300 characters. */
export function forwardText(report: Report, publicUrl: string): string {
  const figures = keyFigures(report).map((figure) => `${figure.label}：${shown(figure)}`)
  const corrected = report.correctionReason ? `（第${report.version}版，更正：${report.correctionReason.slice(0, 40)}）` : ''
  const url = `${publicUrl}/r/${encodeURIComponent(report.id)}`
  return [`【履约报告】${report.communityName}${report.periodLabel}${corrected}`, ...figures, `全文：${url}`].join('\n').slice(0, 300)
}

/** What the manager's group is given to carry a report on. */
export function reportKit(report: Report, publicUrl: string, pictures: Enclosure[]): Kit {
  const url = `${publicUrl}/r/${encodeURIComponent(report.id)}`
  return {
    title: `${report.communityName}${report.periodLabel}履约报告`,
    text: forwardText(report, publicUrl),
    pictures,
    links: [
      { label: '查看全文', url },
      { label: '长图', url: `${url}.png` },
    ],
  }
}

/** Why a report does not go out. */
export const blockedPost = (report: Report, flaws: { section: string; label: string; problem: string }[]): Post => ({
  title: `${report.communityName}${report.periodLabel}履约报告未发布`,
  tone: 'red',
  summary: `报告有${flaws.length}处前后不一致，更正后再发布。`,
  blocks: [{ kind: 'list', items: flaws.map(({ section, label, problem }) => `${section}「${label}」${problem}`) }],
})
