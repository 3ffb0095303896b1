import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { may } from '#src/domain/disclosures/authorisation.ts'
import type { Board } from '#src/domain/disclosures/disclosure.ts'
import { DomainError } from '#src/errors.ts'
import type { Markup } from '#src/http/html/markup.ts'
import { boardDescription, boardTitle, renderBoard } from './board.ts'
import { renderObjected } from './objection.ts'
import { cached, notKept, ownersOnly, type Sheet, unlisted } from './sheet.ts'

export type BoardDeps = {
  findBoard(communityId: string): Promise<Board | undefined>
  /** the long picture of a board, and the address it is found under */
  pictures?: { ofBoard(board: Board): Promise<Uint8Array[]>; publicUrl: string }
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

/** GET /d/:community, its picture and files, and POST of an objection to it; `?k=` is an owner group's key. */
export function routeBoards(app: Hono, deps: BoardDeps, { page, missing }: Sheet): void {
  app.get('/d/:file{.+\\.png}', async (c) => {
    const board = await deps.findBoard(c.req.param('file').slice(0, -'.png'.length))
    if (!board || !deps.pictures) return c.notFound()
    const [picture] = await deps.pictures.ofBoard(board)
    return c.body(new Uint8Array(picture!), 200, { 'Content-Type': 'image/png', ...unlisted, ...cached })
  })

  const written = (board: Board, view: Parameters<typeof renderBoard>[1]): Markup => {
    const picture = deps.pictures && `${deps.pictures.publicUrl}/d/${encodeURIComponent(board.communityId)}.png`
    return page(boardTitle(board), boardDescription(board), renderBoard(board, view), picture)
  }
  // What anybody sees is written once for each look-up.
  const forAll = new WeakMap<Board, Markup>()

  app.get('/d/:community', async (c) => {
    const board = await deps.findBoard(c.req.param('community'))
    if (!board) return c.html(missing('公示'), 404, { ...unlisted, ...notKept })
    const key = c.req.query('k')
    const about = c.req.query('about')
    if (key !== undefined) {
      const own = (await deps.opensBoard?.(board.communityId, key)) === true
      const view = { own, ...(own ? { key } : {}), stale: !own, ...(about ? { about } : {}) }
      return c.html(written(board, view), 200, { ...unlisted, ...ownersOnly })
    }
    const headers = board.sample ? { ...unlisted, ...cached } : cached
    if (about) return c.html(written(board, { own: false, stale: false, about }), 200, headers)
    const known = forAll.get(board) ?? written(board, { own: false, stale: false })
    forAll.set(board, known)
    return c.html(known, 200, headers)
  })

  app.get('/d/:community/files/:id', async (c) => {
    const board = await deps.findBoard(c.req.param('community'))
    const id = c.req.param('id')
    const rows = board?.rows.filter(({ current }) => current?.files?.some((one) => one.id === id)) ?? []
    const file = rows[0]?.current?.files?.find((one) => one.id === id)
    const isPublic = rows.some(({ item }) => may(['anyone'], 'read', item.visibility))
    const isOwners = rows.some(({ item }) => may(['owner'], 'read', item.visibility))
    const key = c.req.query('k')
    const open = isPublic || (isOwners && board && key !== undefined && (await deps.opensBoard?.(board.communityId, key)))
    const bytes = file && open ? await deps.findContent?.(id) : undefined
    if (!file || !bytes) return c.html(missing('文件'), 404, { ...unlisted, ...notKept })
    return c.body(new Uint8Array(bytes), 200, {
      ...{ 'Content-Type': file.mediaType, ...unlisted, ...(isPublic ? cached : ownersOnly) },
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    })
  })

  app.post('/d/:community/objections', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const board = await deps.findBoard(c.req.param('community'))
    if (!board || !deps.object) return c.html(missing('公示'), 404, { ...unlisted, ...notKept })
    const { text, about } = await c.req.parseBody()
    const said = { communityId: board.communityId, text: String(text ?? ''), ...(about ? { about: String(about).slice(0, 60) } : {}) }
    const told = await deps.object({ ...said, address: addressOf(c) }).catch((error: unknown) => {
      if (error instanceof DomainError) return error
      throw error
    })
    const refused = told instanceof DomainError
    const status = !refused ? 200 : told.code === 'TOO_MANY' ? 429 : 400
    const title = refused ? '异议未提交' : '异议已收到'
    return c.html(page(title, title, renderObjected(board, told)), status, { ...unlisted, ...notKept })
  })
}

/** Behind a proxy of our own the caller is the last address it names. */
function addressOf(c: Context): string {
  const remote = c.env?.incoming ? (getConnInfo(c).remote.address ?? '') : ''
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded && /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]|^$/.test(remote) ? forwarded : remote
}
