import type { Report } from '#src/domain/reports/report.ts'
import { heading, note, paper, paragraph, subtitle, table, title } from './paper.ts'
import { columns, contentOf, shares } from './report-content.ts'

/** A report as an office paper for the files. */
export function renderReportDocx(report: Report): Promise<Buffer> {
  const content = contentOf(report)
  return paper({ title: `${content.subtitle}${content.title}`, description: `校验码${report.hash}` }, [
    title(content.title),
    subtitle(content.subtitle),
    table(['项目', '内容'], [1, 4], content.facts),
    ...content.sections.flatMap((section) => [
      heading(section.title),
      section.rows.length > 0 ? table(columns, shares, section.rows) : paragraph('未提供'),
      ...(section.note ? [note(section.note)] : []),
    ]),
    ...content.notes.map(note),
  ])
}
