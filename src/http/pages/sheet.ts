import type { Hono } from 'hono'
import { createAsset, serveAsset } from '#src/http/html/asset.ts'
import { renderPage } from '#src/http/html/layout.ts'
import type { Markup } from '#src/http/html/markup.ts'
import { renderMissing } from './missing.ts'

/** A corrected version must reach readers soon, so browsers ask again after this many seconds. */
const freshFor = 60

export const unlisted = { 'X-Robots-Tag': 'noindex, nofollow' }
export const cached = { 'Cache-Control': `public, max-age=${freshFor}` }
export const notKept = { 'Cache-Control': 'no-store' }
/** What a key has opened stays out of every cache on the way. */
export const ownersOnly = { 'Cache-Control': 'private, no-store' }

const file = (name: string) => new URL(name, import.meta.url)

/** What every public page looks like; `picture` is what a link to it shows in a chat. */
export type Sheet = {
  page(title: string, description: string, body: Markup, picture?: string): Markup
  missing(what: string): Markup
}

/** The sheet of the public pages, its stylesheet served by `app`. */
export function createSheet(app: Hono): Sheet {
  const style = createAsset('/assets/pages.css', '', [file('../html/base.css'), file('../html/chart.css'), file('assets/pages.css')])
  serveAsset(app, style)
  const page: Sheet['page'] = (title, description, body, picture) =>
    renderPage({ title, description, styles: [style.address], ...(picture ? { picture } : {}), bodyClass: 'document', body })
  return { page, missing: (what) => page('没有找到', `没有找到这份${what}`, renderMissing(what)) }
}
