import { Hono } from 'hono'
import { createAsset, serveAsset } from '#src/http/html/asset.ts'
import { renderPage } from '#src/http/html/layout.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import { renderPost } from '#src/http/html/post.ts'
import { pageHeaders } from '#src/http/html/security.ts'
import type { Post } from '#src/message.ts'

export type WholeDeps = { find(key: string, seal: string): Promise<Post | undefined> }

const file = (name: string) => new URL(name, import.meta.url)

/** GET /m/:seal/:key: a post that a group's card had to cut short. The link is the permission, so nothing keeps, indexes or passes it on. */
export function createWholePages(deps: WholeDeps): Hono {
  const app = new Hono()
  const style = createAsset('/assets/whole.css', '', [
    file('../html/base.css'),
    file('../html/post.css'),
    file('../html/chart.css'),
    file('assets/whole.css'),
  ])
  serveAsset(app, style)
  app.use('/m/*', pageHeaders)
  const page = (title: string, description: string, content: Markup) =>
    renderPage({ title, description, styles: [style.address], bodyClass: 'document', body: html`<main class="whole">${content}</main>` })
  app.get('/m/:seal/:key', async (c) => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex, nofollow')
    const post = await deps.find(c.req.param('key'), c.req.param('seal'))
    if (!post) return c.html(page(gone, gone, html`<h1>${gone}</h1><p>请在群内重新发送指令。</p>`), 404)
    const { form: _form, title = '查看全部', ...shown } = post
    const article = await renderPost({ ...shown, title }, { heading: 'h1' })
    return c.html(
      page(title, post.summary, html`${article}<p class="note">本页供本群成员查看，14天内有效，请勿转出。填报请回到群内卡片。</p>`),
    )
  })
  return app
}

const gone = '链接不存在或已过期'
