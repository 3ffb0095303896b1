import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { createAsset, serveAsset } from '#src/http/html/asset.ts'
import { parseForm } from '#src/http/html/form.ts'
import { renderPage } from '#src/http/html/layout.ts'
import { pageHeaders } from '#src/http/html/security.ts'
import type { SandboxDeps, SentFile } from './feed.ts'
import { parseJump } from './jump.ts'
import { renderSandbox } from './page.ts'
import { createRenderer } from './snapshot.ts'

const mount = '/sandbox'
const file = (name: string) => new URL(name, import.meta.url)

const said = z.object({
  chatId: z.string().min(1),
  personaId: z.string().min(1),
  text: z.string().trim().max(2000),
  replyTo: z.string().optional(),
  mention: z.string().optional(),
})
const mostFileBytes = 30 * 1024 * 1024

/** The file of a form; a browser sends an empty one where none was chosen. */
async function fileOf(sent: unknown): Promise<SentFile | undefined> {
  if (!(sent instanceof File) || sent.size === 0) return undefined
  const kind = sent.type.startsWith('image/') ? 'image' : 'file'
  return { name: sent.name, kind, bytes: new Uint8Array(await sent.arrayBuffer()) }
}

const origin = z.object({ chatId: z.string().min(1), personaId: z.string().min(1), messageId: z.string().min(1) })

/**
 * The demonstration page, to be mounted at /sandbox.
 * GET / is the page, GET /feed.json?since=VERSION what changed; POST /say (with a file of at most 30 MB), /submit and /jump take form bodies
 * and answer JSON where the caller accepts it, else go back to the page.
 */
export function createSandbox(deps: SandboxDeps): Hono {
  const app = new Hono()
  const render = createRenderer()
  const style = createAsset('/sandbox.css', mount, [
    ...['base', 'chart', 'post'].map((name) => file(`../html/${name}.css`)),
    ...['sandbox', 'masthead', 'chat', 'owner', 'composer'].map((name) => file(`assets/${name}.css`)),
  ])
  const script = createAsset('/sandbox.js', mount, [file('assets/sandbox.js')])
  serveAsset(app, style)
  serveAsset(app, script)
  app.use(pageHeaders, csrf(), async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex, nofollow')
  })

  app.get('/', async (c) => {
    const feed = await deps.feed()
    const body = renderSandbox(feed, await render(feed))
    const description = '物业管理改革工作督办与业主服务的演示沙盒：工作群与业主群并排演示，数据均为示例。'
    return c.html(
      renderPage({ title: '督办 · 演示沙盒', description, styles: [style.address], scripts: [script.address], bodyClass: 'sandbox', body }),
    )
  })

  app.get('/feed.json', async (c) => {
    const { version, now, clock, happenings, chats } = await render(await deps.feed())
    return c.json(c.req.query('since') === version ? { version, now } : { version, now, clock, happenings, chats })
  })

  const tooLarge = () => Response.json({ toast: { type: 'error', text: '附件超过30MB，未发送' } }, { status: 413 })
  app.post('/say', bodyLimit({ maxSize: mostFileBytes + 64 * 1024, onError: tooLarge }), async (c) => {
    const body = await c.req.parseBody()
    const { mention, replyTo, ...rest } = said.parse(body)
    const file = await fileOf(body.file)
    if (rest.text === '' && !file) return c.json({ toast: { type: 'error', text: '内容为空，未发送' } }, 400)
    await deps.say({ ...rest, replyTo: replyTo || undefined, mention: mention !== undefined, ...(file ? { file } : {}) })
    return answer(c.req.header('Accept'), {})
  })

  app.post('/submit', async (c) => {
    const body = await c.req.parseBody()
    const { toast } = await deps.submit({ ...origin.parse(body), ...parseForm(body) })
    return answer(c.req.header('Accept'), { toast })
  })

  app.post('/jump', async (c) => {
    const body = await c.req.parseBody()
    await deps.jump(parseJump(body, (await deps.feed()).now))
    return answer(c.req.header('Accept'), {})
  })

  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ toast: { type: 'error', text: '内容不完整，请检查后重试' } }, 400)
    if (error instanceof HTTPException) return error.getResponse()
    throw error
  })
  return app
}

const answer = (accept: string | undefined, body: object): Response =>
  accept?.includes('application/json') ? Response.json(body) : new Response(null, { status: 303, headers: { Location: mount } })
