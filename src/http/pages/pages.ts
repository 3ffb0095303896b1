import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { pageHeaders } from '#src/http/html/security.ts'
import { type BoardDeps, routeBoards } from './board-routes.ts'
import { type ReportDeps, routeReports } from './report-routes.ts'
import { createSheet } from './sheet.ts'

export type PagesDeps = ReportDeps & BoardDeps

/** The public pages, to be mounted at the root: reports under /r, boards under /d, and their stylesheet. */
export function createPages(deps: PagesDeps): Hono {
  const app = new Hono()
  const sheet = createSheet(app)
  app.use('/r/*', pageHeaders, etag())
  app.use('/d/*', pageHeaders, etag())
  routeReports(app, deps, sheet)
  routeBoards(app, deps, sheet)
  return app
}
