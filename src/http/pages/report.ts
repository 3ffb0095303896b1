import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Figure, Report, ReportSection } from '#src/domain/reports/report.ts'
import { changeOf } from '#src/domain/reports/rules-compare.ts'
import { chineseDate } from '#src/http/html/calendar.ts'
import { renderChart } from '#src/http/html/chart.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import type { Chart } from '#src/message.ts'

const absent = '未提供'

export const reportTitle = ({ communityName, periodLabel }: Report): string => `${communityName}${periodLabel}物业服务履约报告`

export function reportDescription(report: Report): string {
  const { total, given } = coverage(report)
  return `${report.communityName}${report.periodLabel}履约报告，${report.preparedBy}编制，共${total}项指标，已提供${given}项。`
}

/** `endings`: the kinds of file it can be had as */
export async function renderReport(report: Report, endings: string[] = []): Promise<Markup> {
  const chart = planAgainstDone(report)
  return html`<main class="sheet">
<header class="title">
<p class="eyebrow">物业服务履约报告${report.sample ? html`<span class="sample">示例</span>` : ''}</p>
<h1>${report.communityName}<br>${report.periodLabel}履约报告</h1>
<p class="jump"><a href="${objectionTo(report)}">提出异议</a></p>
</header>
${renderOrigin(report)}
${chart ? html`<section class="planned"><h2>计划完成情况</h2>${await renderChart(chart)}</section>` : ''}
${renderSections(report.sections)}
${renderReading(report)}
${renderHistory(report)}
${renderFiles(report, endings)}
<p class="objection"><a class="button" href="${objectionTo(report)}">对本报告提出异议</a></p>
</main>`
}

const objectionTo = ({ id, communityId }: Report) => `/d/${encodeURIComponent(communityId)}?about=${encodeURIComponent(id)}#objection`

const isGiven = ({ figures, note }: ReportSection) =>
  figures.some(({ value }) => value !== undefined) || (figures.length === 0 && note !== undefined)

/** Sections of which nothing is on record are folded into one line that says how many they are. */
function renderSections(sections: ReportSection[]): Markup {
  const missing = sections.filter((section) => !isGiven(section))
  const folded = html`<details class="missing-items"><summary>未提供：${missing.map(({ title }) => title).join('、')}</summary>${missing.map(renderSection)}</details>`
  return html`${sections.filter(isGiven).map(renderSection)}${missing.length > 0 ? folded : ''}`
}

function renderOrigin(report: Report): Markup {
  const { total, given } = coverage(report)
  const facts: [string, string][] = [
    ['报告期', `${chineseDay(report.from)}至${chineseDay(report.to)}`],
    ['编制单位', report.preparedBy],
    ['审核', report.reviewedBy ?? absent],
    ['发布日期', report.publishedAt ? chineseDate(report.publishedAt) : absent],
    ['版本', `第${report.version}版`],
    ['指标', total === given ? `共${total}项，全部提供` : `共${total}项，已提供${given}项，未提供${total - given}项`],
  ]
  return html`<dl class="origin">${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}

const fileNames: Record<string, string> = { docx: 'Word 文件', pdf: 'PDF 文件' }

const renderFiles = ({ id }: Report, endings: string[]): Markup | '' =>
  endings.length > 0
    ? html`<p class="files">下载存档：${endings.map((ending) => html`<a href="/r/${encodeURIComponent(id)}.${ending}" download>${fileNames[ending] ?? ending}</a>`)}</p>`
    : ''

/** What was said before stays to be read of: which version, when, why it was replaced. */
function renderHistory({ history = [], version, correctionReason }: Report): Markup | '' {
  if (history.length === 0) return ''
  const why = [correctionReason, ...history.map((past) => past.correctionReason)]
  return html`<section class="history"><h2>历史版本</h2><ul>${history.map((past, i) => html`<li>第${past.version}版${past.publishedAt ? `，${chineseDate(past.publishedAt)}发布` : ''}；由第${i === 0 ? version : history[i - 1]!.version}版更正：${why[i] ?? absent}<br><code>${past.hash}</code></li>`)}</ul></section>`
}

function renderSection({ title, figures, note }: ReportSection): Markup {
  const table = html`<table role="table"><thead role="rowgroup"><tr role="row">${['指标', '数值', '统计期', '数据来源', '状态'].map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr></thead><tbody role="rowgroup">${figures.map(renderFigure)}</tbody></table>`
  return html`<section><h2>${title}</h2>${figures.length > 0 ? table : html`<p class="absent">${absent}</p>`}${note ? html`<p class="remark">${note}</p>` : ''}</section>`
}

function renderFigure(figure: Figure): Markup {
  const { label, value, unit, last, period, source, status, note } = figure
  const change = changeOf(figure)
  const before = last === undefined ? '' : html`<small class="last">上期${last}${unit}${change === undefined ? '' : `，${change}`}</small>`
  const shown = value === undefined ? html`<span class="absent">${absent}</span>` : html`<b>${value}</b><span class="unit">${unit}</span>`
  return html`<tr role="row"><th role="rowheader" scope="row">${label}${note ? html`<small class="remark">${note}</small>` : ''}</th><td role="cell" class="value">${shown}${before}</td><td role="cell" class="period">${period}</td><td role="cell" class="source">${source}</td><td role="cell" class="status">${value === undefined ? '' : html`<span class="mark mark-${marks[status]}">${status}</span>`}</td></tr>`
}

const marks = { 自报: 'stated', 已核: 'checked', 争议: 'disputed' } as const

function renderReading({ version, hash }: Report): Markup {
  return html`<footer class="reading"><h2>阅读说明</h2>
<p><span class="mark mark-stated">自报</span>编制单位填报，尚未核对；<span class="mark mark-checked">已核</span>审核人已与原始记录核对；<span class="mark mark-disputed">争议</span>有业主提出异议，正在处理。没有记录的指标标为“${absent}”，不以零代替。</p>
<p class="hash">第${version}版内容校验码（SHA-256）<code>${hash}</code></p></footer>`
}

/** Figures come in many units, so that they share one scale only as the share of the plan that was done. */
function planAgainstDone({ sections }: Report): Chart | undefined {
  const values = sections
    .flatMap(({ figures }) => figures)
    .flatMap(({ label, planned, done }) =>
      planned && done !== undefined
        ? [{ label: `${label}\n计划${planned}，完成${done}`, value: Math.round((done / planned) * 1000) / 10 }]
        : [],
    )
  return values.length > 0 ? { type: 'bar', title: '完成数占计划数', unit: '%', values } : undefined
}

function coverage({ sections }: Report): { total: number; given: number } {
  const figures = sections.flatMap((section) => section.figures)
  return { total: figures.length, given: figures.filter(({ value }) => value !== undefined).length }
}
