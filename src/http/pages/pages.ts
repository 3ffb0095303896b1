import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Board } from '#src/domain/disclosures/disclosure.ts'
import type { Report } from '#src/domain/reports/report.ts'
import { createAsset, serveAsset } from '#src/http/html/asset.ts'
import { renderPage } from '#src/http/html/layout.ts'
import type { Markup } from '#src/http/html/markup.ts'
import { pageHeaders } from '#src/http/html/security.ts'
import { boardDescription, boardTitle, renderBoard } from './board.ts'
import { renderMissing } from './missing.ts'
import { renderReport, reportDescription, reportTitle } from './report.ts'

export type PagesDeps = {
  findReport(id: string): Promise<Report | undefined>
  findBoard(communityId: string): Promise<Board | undefined>
}

const file = (name: string) => new URL(name, import.meta.url)

/** A corrected version must reach readers soon, so browsers ask again after this many seconds. */
const freshFor = 60

/** The public pages, to be mounted at the root: GET /r/:report, GET /d/:community and their stylesheet. */
export function createPages(deps: PagesDeps): Hono {
  const app = new Hono()
  const style = createAsset('/assets/pages.css', '', [file('../html/base.css'), file('../html/chart.css'), file('assets/pages.css')])
  serveAsset(app, style)
  app.use('/r/*', pageHeaders, etag())
  app.use('/d/*', pageHeaders, etag())
  const page = (title: string, description: string, body: Markup) =>
    renderPage({ title, description, styles: [style.address], bodyClass: 'document', body })
  const missing = (what: string) => page('没有找到', `没有找到这份${what}`, renderMissing(what))
  const unlisted = { 'X-Robots-Tag': 'noindex, nofollow' }
  const cached = { 'Cache-Control': `public, max-age=${freshFor}` }

  app.get('/r/:report', async (c) => {
    const report = await deps.findReport(c.req.param('report'))
    if (!report?.publishedAt) return c.html(missing('履约报告'), 404, { ...unlisted, 'Cache-Control': 'no-store' })
    return c.html(page(reportTitle(report), reportDescription(report), await renderReport(report)), 200, { ...unlisted, ...cached })
  })

  app.get('/d/:community', async (c) => {
    const board = await deps.findBoard(c.req.param('community'))
    if (!board) return c.html(missing('公示'), 404, { ...unlisted, 'Cache-Control': 'no-store' })
    return c.html(
      page(boardTitle(board), boardDescription(board), renderBoard(board)),
      200,
      board.sample ? { ...unlisted, ...cached } : cached,
    )
  })
  return app
}
