import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Figure, Report } from '#src/domain/reports/report.ts'
import { changeOf } from '#src/domain/reports/rules-compare.ts'
import { chineseDate } from '#src/http/html/calendar.ts'

const absent = '未提供'

/** What a filed report says, whatever the kind of file. */
export type ReportContent = {
  title: string
  subtitle: string
  facts: [label: string, value: string][]
  sections: { title: string; rows: string[][]; note?: string }[]
  notes: string[]
}

export const columns = ['指标', '数值', '上期', '统计期', '数据来源', '状态']
/** parts of the line the columns take */
export const shares = [4.4, 2.4, 2.4, 2.8, 3, 1.5]

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六']

/** What both files say, before either is laid out. */
export function contentOf(report: Report): ReportContent {
  const { communityName, periodLabel, sections, version, hash, history = [] } = report
  return {
    title: '物业服务履约报告',
    subtitle: `${communityName}（${periodLabel}）${report.sample ? '（示例）' : ''}`,
    facts: [
      ['报告期', `${chineseDay(report.from)}至${chineseDay(report.to)}`],
      ['编制单位', report.preparedBy],
      ['审核', report.reviewedBy ?? absent],
      ['发布日期', report.publishedAt ? chineseDate(report.publishedAt) : absent],
      ['版本', `第${version}版`],
      ...(report.correctionReason ? [['更正原因', report.correctionReason] as [string, string]] : []),
    ],
    sections: sections.map(({ title, figures, note }, at) => ({
      title: `${numerals[at] ?? at + 1}、${title}`,
      rows: figures.map(rowOf),
      ...(note ? { note } : {}),
    })),
    notes: [
      `自报：编制单位填报，尚未核对；已核：审核人已核对；争议：有业主提出异议。没有记录的标为“${absent}”，不以零代替。`,
      ...history.map(
        (past) => `第${past.version}版${past.publishedAt ? `，${chineseDate(past.publishedAt)}发布` : ''}，校验码${past.hash}`,
      ),
      `第${version}版内容校验码（SHA-256）${hash}`,
    ],
  }
}

function rowOf(figure: Figure): string[] {
  const { label, value, unit, last, period, source, status, planned, done, note } = figure
  const plan = planned !== undefined && done !== undefined ? `（计划${planned}，完成${done}）` : ''
  const change = changeOf(figure)
  return [
    `${label}${plan}${note ? `：${note}` : ''}`,
    value === undefined ? absent : `${value}${unit}`,
    last === undefined ? '—' : `${last}${unit}${change === undefined ? '' : `（${change}）`}`,
    period,
    source,
    value === undefined ? '—' : status,
  ]
}
