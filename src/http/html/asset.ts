import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Context, Hono } from 'hono'

export type Asset = { path: string; address: string; content: string; type: string }

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' }

/**
 * A static file of this service, joined from the given files in order.
 * `path` is where it is served under the mounting app, `address` what pages link to: it changes with the content, so it may be cached for good.
 */
export function createAsset(path: string, mount: string, files: URL[]): Asset {
  const content = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  const version = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const type = path.endsWith('.js') ? types.js : types.css
  return { path, address: `${mount}${path}?v=${version}`, content, type }
}

export function serveAsset(app: Hono, asset: Asset): void {
  app.get(asset.path, (c: Context) => {
    c.header('Content-Type', asset.type)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('X-Content-Type-Options', 'nosniff')
    return c.body(asset.content)
  })
}
