import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { etag } from 'hono/etag'
import type { Board } from '#src/domain/disclosures/disclosure.ts'
import type { Report } from '#src/domain/reports/report.ts'
import { DomainError } from '#src/errors.ts'
import { createAsset, serveAsset } from '#src/http/html/asset.ts'
import { renderPage } from '#src/http/html/layout.ts'
import type { Markup } from '#src/http/html/markup.ts'
import { pageHeaders } from '#src/http/html/security.ts'
import { boardDescription, boardTitle, renderBoard } from './board.ts'
import { renderMissing } from './missing.ts'
import { renderObjected } from './objection.ts'
import { once } from './once.ts'
import { renderReport, reportDescription, reportTitle } from './report.ts'

export type PagesDeps = {
  findReport(id: string): Promise<Report | undefined>
  findBoard(communityId: string): Promise<Board | undefined>
  /** the long pictures of a report, in the order they are read, and the address they are found under */
  pictures?: { of(report: Report): Promise<Uint8Array[]>; ofBoard(board: Board): Promise<Uint8Array[]>; publicUrl: string }
  /** every kind of file a report is kept as, by its ending */
  files?: Record<string, { type: string; render(report: Report): Promise<Uint8Array> }>
  /** whether the key of an owner group opens what only owners may see */
  opensBoard?(communityId: string, key: string): Promise<boolean>
  /** the bytes of a file that stands on a board */
  findContent?(id: string): Promise<Uint8Array | undefined>
  /** @throws DomainError with what to tell whoever objects */
  object?(said: {
    communityId: string
    about?: string
    text: string
    address: string
  }): Promise<{ id: string; dueOn: string; times: number }>
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
  const page = (title: string, description: string, body: Markup, picture?: string) =>
    renderPage({ title, description, styles: [style.address], ...(picture ? { picture } : {}), bodyClass: 'document', body })
  const missing = (what: string) => page('没有找到', `没有找到这份${what}`, renderMissing(what))
  const drawn = once<Markup>()
  const unlisted = { 'X-Robots-Tag': 'noindex, nofollow' }
  const cached = { 'Cache-Control': `public, max-age=${freshFor}` }

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
    if (!report?.publishedAt) return c.html(missing('履约报告'), 404, { ...unlisted, 'Cache-Control': 'no-store' })
    const picture = deps.pictures && `${deps.pictures.publicUrl}/r/${encodeURIComponent(report.id)}.png`
    const rendered = await drawn(report, async () =>
      page(reportTitle(report), reportDescription(report), await renderReport(report, Object.keys(deps.files ?? {})), picture),
    )
    return c.html(rendered, 200, { ...unlisted, ...cached })
  })

  app.get('/d/:file{.+\\.png}', async (c) => {
    const board = await deps.findBoard(c.req.param('file').slice(0, -'.png'.length))
    if (!board || !deps.pictures) return c.notFound()
    const [picture] = await deps.pictures.ofBoard(board)
    return c.body(new Uint8Array(picture!), 200, { 'Content-Type': 'image/png', ...unlisted, ...cached })
  })

  app.get('/d/:community', async (c) => {
    const board = await deps.findBoard(c.req.param('community'))
    if (!board) return c.html(missing('公示'), 404, { ...unlisted, 'Cache-Control': 'no-store' })
    const key = c.req.query('k')
    const own = key !== undefined && (await deps.opensBoard?.(board.communityId, key)) === true
    const about = c.req.query('about')
    const body = renderBoard(board, { own, ...(own ? { key } : {}), stale: key !== undefined && !own, ...(about ? { about } : {}) })
    const headers =
      key !== undefined ? { ...unlisted, 'Cache-Control': 'private, no-store' } : board.sample ? { ...unlisted, ...cached } : cached
    const picture = deps.pictures && `${deps.pictures.publicUrl}/d/${encodeURIComponent(board.communityId)}.png`
    return c.html(page(boardTitle(board), boardDescription(board), body, picture), 200, headers)
  })

  app.get('/d/:community/files/:id', async (c) => {
    const board = await deps.findBoard(c.req.param('community'))
    const id = c.req.param('id')
    const rows = board?.rows.filter(({ current }) => current?.files?.some((one) => one.id === id)) ?? []
    const file = rows[0]?.current?.files?.find((one) => one.id === id)
    const isPublic = rows.some(({ item }) => item.visibility === 'PUB')
    const key = c.req.query('k')
    const open = isPublic || (board && key !== undefined && (await deps.opensBoard?.(board.communityId, key)))
    const bytes = file && open ? await deps.findContent?.(id) : undefined
    if (!file || !bytes) return c.html(missing('文件'), 404, { ...unlisted, 'Cache-Control': 'no-store' })
    return c.body(new Uint8Array(bytes), 200, {
      ...{
        'Content-Type': file.mediaType,
        ...unlisted,
        'Cache-Control': isPublic ? `public, max-age=${freshFor}` : 'private, no-store',
      },
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    })
  })

  app.post('/d/:community/objections', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const board = await deps.findBoard(c.req.param('community'))
    if (!board || !deps.object) return c.html(missing('公示'), 404, { ...unlisted, 'Cache-Control': 'no-store' })
    const { text, about } = await c.req.parseBody()
    const said = { communityId: board.communityId, text: String(text ?? ''), ...(about ? { about: String(about).slice(0, 60) } : {}) }
    const told = await deps.object({ ...said, address: addressOf(c) }).catch((error: unknown) => {
      if (error instanceof DomainError) return error
      throw error
    })
    const refused = told instanceof DomainError
    const status = !refused ? 200 : told.code === 'TOO_MANY' ? 429 : 400
    const title = refused ? '异议未提交' : '异议已收到'
    return c.html(page(title, title, renderObjected(board, told)), status, { ...unlisted, 'Cache-Control': 'no-store' })
  })
  return app
}

/** Behind a proxy of our own the caller is the last address it names. */
function addressOf(c: Context): string {
  const remote = c.env?.incoming ? (getConnInfo(c).remote.address ?? '') : ''
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded && /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]|^$/.test(remote) ? forwarded : remote
}
