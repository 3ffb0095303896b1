import type { Hono } from 'hono'
import type { Report } from '#src/domain/reports/report.ts'
import type { Markup } from '#src/http/html/markup.ts'
import { once } from './once.ts'
import { renderReport, reportDescription, reportTitle } from './report.ts'
import { cached, notKept, type Sheet, unlisted } from './sheet.ts'

export type ReportDeps = {
  findReport(id: string): Promise<Report | undefined>
  /** the long pictures of a report, in the order they are read, and the address they are found under */
  pictures?: { of(report: Report): Promise<Uint8Array[]>; publicUrl: string }
  /** every kind of file a report is kept as, by its ending */
  files?: Record<string, { type: string; render(report: Report): Promise<Uint8Array> }>
}

/** GET /r/:report, its long pictures (.png?page=) and its files (.docx, .pdf). */
export function routeReports(app: Hono, deps: ReportDeps, { page, missing }: Sheet): void {
  const drawn = once<Markup>()

  app.get('/r/:file{.+\\.png}', async (c) => {
    const report = await deps.findReport(c.req.param('file').slice(0, -'.png'.length))
    if (!report?.publishedAt || !deps.pictures) return c.notFound()
    const picture = (await deps.pictures.of(report))[Number(c.req.query('page') ?? '1') - 1]
    if (!picture) return c.notFound()
    return c.body(new Uint8Array(picture), 200, { 'Content-Type': 'image/png', ...unlisted, ...cached })
  })

  app.get('/r/:file{.+\\.(docx|pdf)}', async (c) => {
    const [, id = '', ending = ''] = /^(.+)\.(\w+)$/.exec(c.req.param('file')) ?? []
    const report = await deps.findReport(id)
    const kind = deps.files?.[ending]
    if (!report?.publishedAt || !kind) return c.notFound()
    const name = `${reportTitle(report)}第${report.version}版.${ending}`
    return c.body(new Uint8Array(await kind.render(report)), 200, {
      ...{ 'Content-Type': kind.type, ...unlisted, ...cached },
      'Content-Disposition': `attachment; filename="report.${ending}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
  })

  app.get('/r/:report', async (c) => {
    const report = await deps.findReport(c.req.param('report'))
    if (!report?.publishedAt) return c.html(missing('履约报告'), 404, { ...unlisted, ...notKept })
    const picture = deps.pictures && `${deps.pictures.publicUrl}/r/${encodeURIComponent(report.id)}.png`
    const rendered = await drawn(report, async () =>
      page(reportTitle(report), reportDescription(report), await renderReport(report, Object.keys(deps.files ?? {})), picture),
    )
    return c.html(rendered, 200, { ...unlisted, ...cached })
  })
}
