import { Hono } from 'hono'
import { createAsset, serveAsset } from '#src/http/html/asset.ts'
import { renderPage } from '#src/http/html/layout.ts'
import { html } from '#src/http/html/markup.ts'
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
    file('assets/pages.css'),
  ])
  serveAsset(app, style)
  app.use('/m/*', pageHeaders)
  app.get('/m/:seal/:key', async (c) => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex, nofollow')
    const post = await deps.find(c.req.param('key'), c.req.param('seal'))
    if (!post) return c.text('链接不存在或已过期。请在群内重新发送指令。', 404)
    const { form: _form, ...shown } = post
    const body = html`<main class="sheet whole">${await renderPost(shown)}<p class="note">本页供本群成员查看，14天内有效，请勿转出。填报请回到群内卡片。</p></main>`
    const title = post.title ?? '查看全部'
    return c.html(renderPage({ title, description: post.summary, styles: [style.address], bodyClass: 'document', body }))
  })
  return app
}
