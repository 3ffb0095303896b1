import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { z } from 'zod'
import { DomainError } from '#src/errors.ts'
import { createAsset, serveAsset } from '#src/http/html/asset.ts'
import { renderPage } from '#src/http/html/layout.ts'
import type { Markup } from '#src/http/html/markup.ts'
import { pageHeaders } from '#src/http/html/security.ts'
import { createEntrance } from './entrance.ts'
import type { ConsoleDeps } from './look.ts'
import { renderConsole, renderEntrance } from './page.ts'

const mount = '/console'
const file = (name: string) => new URL(name, import.meta.url)
const settled = z.object({ step: z.enum(['requeue', 'drop']), id: z.string().min(1).max(300) })

/**
 * The staff page, to be mounted at /console. GET / shows how the service stands and what waits for a person
 * (`?check` runs the check-up, too); POST /parked sends a stopped message on its way again or gives it up.
 */
export function createConsole(deps: ConsoleDeps): Hono {
  const app = new Hono()
  const entrance = createEntrance(deps.adminToken, deps.now)
  const style = createAsset('/console.css', mount, [file('../html/base.css'), file('assets/console.css')])
  serveAsset(app, style)
  app.use(pageHeaders, csrf(), bodyLimit({ maxSize: 16 * 1024 }), async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex, nofollow')
  })
  const page = (title: string, body: Markup) =>
    renderPage({ title, description: title, styles: [style.address], bodyClass: 'console', body })
  const shut = (said?: string) => page('督办 · 登录', renderEntrance(said))
  const shown = async (options: { check?: boolean; said?: string } = {}) =>
    page('督办 · 值守台', renderConsole(await deps.look(options.check ?? false), { leaves: deps.adminToken !== undefined, ...options }))

  app.post('/enter', async (c) => {
    const { token } = await c.req.parseBody()
    if (await entrance.enter(c, String(token ?? ''))) return c.redirect(mount, 303)
    return c.html(shut('口令不对。'), 403)
  })
  app.use(async (c, next) => {
    if (await entrance.isOpen(c)) return next()
    // Where no token is set there is nothing to type: the page does not exist for others.
    return deps.adminToken ? c.html(shut(), 401) : c.text('没有这个页面。', 404)
  })
  app.get('/', async (c) => c.html(await shown({ check: c.req.query('check') !== undefined })))
  app.post('/parked', async (c) => {
    const asked = settled.safeParse(await c.req.parseBody())
    if (!asked.success) return c.html(await shown({ said: '请求不完整，没有改动。' }), 400)
    try {
      await deps.settle(asked.data.step, asked.data.id)
    } catch (error) {
      if (error instanceof DomainError) return c.html(await shown({ said: error.reply }), 409)
      throw error
    }
    return c.redirect(mount, 303)
  })
  app.post('/leave', (c) => {
    entrance.leave(c)
    return c.redirect(mount, 303)
  })
  return app
}
