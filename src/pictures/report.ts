import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Figure, Report, ReportSection } from '#src/domain/reports/report.ts'
import { changeOf } from '#src/domain/reports/rules-compare.ts'
import { chineseDate } from '#src/http/html/calendar.ts'
import { colours, headStrip, inner, lines, margin, type Strip, text, wayStrip, width } from './strip.ts'

const absent = '未提供'

/** The strips of a report from top to bottom, `url` its page; where the picture must be cut, it is cut between two of them. */
export function reportStrips(report: Report, url: string): Strip[] {
  return [
    headStrip(`物业服务履约报告${report.sample ? '（示例）' : ''}`, report.communityName, report.periodLabel),
    originOf(report),
    ...barsOf(report),
    ...report.sections.flatMap(sectionStrips),
    lines('自报：编制单位填报，尚未核对；已核：审核人已核对；争议：有业主提出异议。没有记录的标为“未提供”。', 26, {
      top: 40,
      more: `fill="${colours.soft}"`,
    }),
    lines(`第${report.version}版校验码 ${report.hash}`, 22, { top: 12, more: `fill="${colours.soft}"` }),
    wayStrip('扫码或打开网址：看全文和历史版本，提出异议', url),
  ]
}

function originOf(report: Report): Strip {
  const facts: [string, string][] = [
    ['报告期', `${chineseDay(report.from)}至${chineseDay(report.to)}`],
    ['编制', report.preparedBy],
    ['审核', report.reviewedBy ?? absent],
    ['发布', report.publishedAt ? `${chineseDate(report.publishedAt)}，第${report.version}版` : `第${report.version}版`],
    ...(report.correctionReason ? [['更正原因', report.correctionReason] as [string, string]] : []),
  ]
  let top = 36
  const svg = facts.map(([label, value]) => {
    const shown = lines(value, 30, { x: margin + 170, wide: inner - 170, more: `fill="${colours.ink}"` })
    const row = `<g transform="translate(0 ${top})">${text(label, margin, 33, 30, `fill="${colours.soft}"`)}${shown.svg}</g>`
    top += shown.height
    return row
  })
  return { height: top + 16, svg: svg.join('') }
}

/** Planned against done, one bar each: the label stands over its bar and is never cut. */
function barsOf({ sections }: Report): Strip[] {
  const planned = sections.flatMap(({ figures }) => figures).filter(({ planned: plan, done }) => plan && done !== undefined)
  if (planned.length === 0) return []
  return [
    heading('计划完成情况'),
    ...planned.map(({ label, planned: plan, done, unit }): Strip => {
      const share = Math.min(1, done! / plan!)
      const percent = `${Math.round((1000 * done!) / plan!) / 10}%`
      const name = lines(label, 30, { wide: inner - 380, more: `fill="${colours.ink}"` })
      const counts = text(
        `${done}/${plan}${unit}  ${percent}`,
        width - margin,
        33,
        30,
        `text-anchor="end" fill="${colours.ink}" font-weight="700"`,
      )
      const bar = `<rect x="${margin}" y="${name.height + 4}" width="${inner}" height="18" rx="4" fill="${colours.rule}"/><rect x="${margin}" y="${name.height + 4}" width="${inner * share}" height="18" rx="4" fill="${share < 1 ? colours.blue : colours.green}"/>`
      return { height: name.height + 44, svg: name.svg + counts + bar }
    }),
  ]
}

const heading = (title: string): Strip => {
  const shown = lines(title, 38, { x: margin + 22, wide: inner - 22, top: 44, more: `fill="${colours.blue}" font-weight="700"` })
  return {
    height: shown.height + 16,
    svg: `<rect x="${margin}" y="52" width="8" height="${shown.height - 60}" fill="${colours.blue}"/>${shown.svg}`,
  }
}

const sectionStrips = ({ title, figures, note }: ReportSection): Strip[] => [
  heading(title),
  ...(figures.length > 0 ? figures.map(figureStrip) : [lines(absent, 32, { more: `fill="${colours.red}"` })]),
  ...(note ? [lines(note, 26, { top: 10, more: `fill="${colours.soft}"` })] : []),
]

function beforeOf({ value, last, unit }: Figure): string {
  const change = changeOf({ value, last })
  return last === undefined ? '' : `上期${last}${unit}${change === undefined ? '' : `，${change}`}`
}

function figureStrip(figure: Figure): Strip {
  const { label, value, unit, period, source, status, note } = figure
  const wide = inner * 0.62
  const name = lines(label, 32, { top: 14, wide, more: `fill="${colours.ink}"` })
  const origin = lines([period, source, value === undefined ? '' : status, beforeOf(figure), note ?? ''].filter(Boolean).join(' · '), 24, {
    wide,
    more: `fill="${status === '争议' ? colours.red : colours.soft}"`,
  })
  const shown = value === undefined ? absent : `${value}${unit}`
  const amount = text(
    shown,
    width - margin,
    56,
    38,
    `text-anchor="end" font-weight="700" fill="${value === undefined ? colours.red : colours.ink}"`,
  )
  const height = name.height + origin.height + 14
  return {
    height,
    svg: `${name.svg}<g transform="translate(0 ${name.height})">${origin.svg}</g>${amount}<rect x="${margin}" y="${height - 2}" width="${inner}" height="2" fill="${colours.rule}"/>`,
  }
}
