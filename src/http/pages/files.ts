import { Hono } from 'hono'
import { type Brief, briefFileName } from '#src/domain/brief/brief.ts'
import { pageHeaders } from '#src/http/html/security.ts'

/** Every way a kept brief can be written. */
export type FileKind = { type: string; render(brief: Brief): Promise<Buffer> }

export type FilesDeps = {
  /** by the token of its link; undefined once the link has expired */
  findBrief(token: string): Promise<Brief | undefined>
  kinds: Record<string, FileKind>
}

const gone = '链接不存在或已过期。请在专班工作群发送「点评」重新生成。'

/** GET /f/:token.docx and .xlsx: the link is the permission, so nothing keeps, indexes or passes it on. */
export function createFiles(deps: FilesDeps): Hono {
  const app = new Hono()
  app.use('/f/*', pageHeaders)
  app.get('/f/:file', async (c) => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex, nofollow')
    const [, token = '', extension = ''] = /^([\w-]{32})\.(\w+)$/.exec(c.req.param('file')) ?? []
    const kind = Object.hasOwn(deps.kinds, extension) ? deps.kinds[extension] : undefined
    const brief = kind && (await deps.findBrief(token))
    if (!kind || !brief) return c.text(gone, 404)
    const name = briefFileName(brief, extension)
    return c.body(new Uint8Array(await kind.render(brief)), 200, {
      'Content-Type': kind.type,
      'Content-Disposition': `attachment; filename="brief-${brief.on}.${extension}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
  })
  return app
}
