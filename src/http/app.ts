import { Hono } from 'hono'
import type { Channel } from '#src/channels/channel.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { isAdmin } from './admin.ts'
import type { Mount } from './mounts.ts'
import type { Readiness } from './readiness.ts'

export type AppDeps = {
  channels: Channel[]
  readiness(): Promise<Readiness>
  /** Prometheus text */
  metrics(): Promise<{ contentType: string; body: string }>
  adminToken: string | undefined
  log: Log
  mounts: Mount[]
}

/** The service's front door. Handlers hold no rules: they hand on and answer. */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    deps.log.error({ path: c.req.path, error: messageOf(error) }, 'request failed')
    return c.text('服务暂时不可用，请稍后再试。', 500)
  })
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    const readiness = await deps.readiness()
    return c.json(readiness, readiness.ready ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    if (!isAdmin(c, deps.adminToken)) return c.notFound()
    const { contentType, body } = await deps.metrics()
    return c.body(body, 200, { 'content-type': contentType })
  })
  for (const channel of deps.channels) {
    if (channel.webhook) app.post(`/webhooks/${channel.name}`, (c) => channel.webhook!(c.req.raw))
  }
  for (const { path, app: sub } of deps.mounts) app.route(path, sub)
  const front = deps.mounts[0]?.path
  if (front && front !== '/') {
    app.get('/', (c) => c.redirect(front))
    app.get(`${front}/`, (c) => c.redirect(front))
  }
  app.notFound((c) => c.text('没有这个页面。', 404))
  return app
}
