import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { boardKey, opensBoard } from '#src/domain/communities/board-link.ts'
import { createContext } from '#src/domain/context.ts'
import { findBoard } from '#src/domain/disclosures/board.ts'
import { reviewDisclosure } from '#src/domain/disclosures/write.ts'
import { createPages } from '#src/http/pages/pages.ts'
import { inTransaction } from '#storage/db.ts'
import { findCommunity } from '#storage/repositories/community.ts'
import { findContent, purgeContent } from '#storage/repositories/content.ts'
import { listDisclosureVersions } from '#storage/repositories/disclosure.ts'
import { saveChat } from '#storage/repositories/people.ts'
import { saveSampleEstates } from '#test/support/register.ts'
import { openShell, type Shell } from './operator-shell.ts'

const now = new Date('2026-11-23T10:00:00+08:00')
const garden = 'wechat garden'

let shell: Shell
let pages: Hono
beforeAll(async () => {
  shell = await openShell()
  const { db } = shell.database
  await shell.run('seed')
  await inTransaction(db, async (tx) => {
    await saveSampleEstates(tx)
    await saveChat(tx, {
      channel: 'wechat',
      chatId: garden,
      kind: 'owner',
      workspaceId: 'haidian',
      communityId: 'sample-garden',
      state: 'bound',
    })
  })
  await writeFile(join(shell.cwd, 'plan.pdf'), '%PDF-1.7 维保方案')
  await writeFile(join(shell.cwd, 'fake.pdf'), '<script>')
  pages = new Hono().route(
    '/',
    createPages({
      findReport: async () => undefined,
      findBoard: (id) => findBoard(db, id, '2026-11-23'),
      findContent: (id) => findContent(db, id),
      opensBoard: (id, key) => inTransaction(db, (tx) => opensBoard(tx, id, key, now)),
    }),
  )
})
afterAll(() => shell.database.close())

const attach = (file: string, item: string, more = '--reason 补充附件') =>
  shell.run([
    'disclosure',
    'attach',
    file,
    '--community',
    'sample-garden',
    '--item',
    item,
    '--by',
    '示例物业服务有限公司',
    ...more.split(' '),
  ])
const act = <T>(work: (ctx: ReturnType<typeof createContext>) => Promise<T>) =>
  inTransaction(shell.database.db, (tx) =>
    work(
      createContext({
        ...{ publicUrl: 'https://duban.example', calendar: loadCalendar(), tx, actor: { type: 'operator' }, now, cause: 'test' },
        policy: () => Promise.reject(new Error('no policy here')),
      }),
    ),
  )
const publish = (item: string) =>
  act(async (ctx) => reviewDisclosure(ctx, (await findCommunity(ctx.tx, 'sample-garden'))!, item, '示例花园'))
const linkIn = (page: string, item: string) =>
  /href="(\/d\/sample-garden\/files\/[^"]+)"/.exec(page.slice(page.indexOf(`id="${item}"`)))?.[1]
const read = async (path: string) => (await pages.request(path)).text()

test('a file goes to a draft with its reason, is reviewed, and then stands on the page with the version’s hash', async () => {
  expect((await attach('plan.pdf', 'D3', '--reason')).stderr).not.toBe('')
  expect((await attach('fake.pdf', 'D3')).stderr).toContain('不是 PDF')
  expect((await attach('plan.pdf', 'D3')).lines[0]).toBe('已添加：D3第2版共1个文件，待审核后公示。')
  expect(linkIn(await read('/d/sample-garden'), 'D3')).toBeUndefined()
  const { hash } = await publish('D3')
  const link = linkIn(await read('/d/sample-garden'), 'D3')!
  const file = await pages.request(link)
  expect(await file.text()).toBe('%PDF-1.7 维保方案')
  expect(file.headers.get('content-disposition')).toContain('plan.pdf')
  const [version] = await listDisclosureVersions(shell.database.db, 'sample-garden', 'D3')
  expect(version).toMatchObject({
    version: 2,
    hash,
    correctionReason: '补充附件',
    files: [{ name: 'plan.pdf', mediaType: 'application/pdf' }],
  })
})

test('what only owners may see opens with the group’s link and not without it, nor from another estate', async () => {
  await writeFile(join(shell.cwd, 'account.pdf'), '%PDF-1.7 收支')
  await attach('account.pdf', 'D5')
  await publish('D5')
  const id = (await listDisclosureVersions(shell.database.db, 'sample-garden', 'D5'))[0]!.files[0]!.sha256
  const key = await act((ctx) => boardKey(ctx, { channel: 'wechat', chatId: garden, kind: 'owner', communityId: 'sample-garden' } as never))
  const own = linkIn(await read(`/d/sample-garden?k=${key}`), 'D5')!
  expect(own).toContain(`?k=`)
  expect((await pages.request(own)).status).toBe(200)
  expect((await pages.request(own)).headers.get('cache-control')).toBe('private, no-store')
  expect((await pages.request(`/d/sample-court/files/${id}?k=${key}`)).status).toBe(404)
  expect((await pages.request(`/d/sample-garden/files/${'0'.repeat(64)}?k=${key}`)).status).toBe(404)
})

test('the group’s link opens what owners may read, not what the committee alone may', async () => {
  const id = (await listDisclosureVersions(shell.database.db, 'sample-garden', 'D5'))[0]!.files[0]!.sha256
  const key = await act((ctx) => boardKey(ctx, { channel: 'wechat', chatId: garden, kind: 'owner', communityId: 'sample-garden' } as never))
  const { db } = shell.database
  const closed = createPages({
    findReport: async () => undefined,
    async findBoard(of) {
      const board = (await findBoard(db, of, '2026-11-23'))!
      return { ...board, rows: board.rows.map((row) => ({ ...row, item: { ...row.item, visibility: 'COM' as const } })) }
    },
    findContent: (content) => findContent(db, content),
    opensBoard: async () => true,
  })
  expect((await closed.request(`/d/sample-garden/files/${id}?k=${key}`)).status).toBe(404)
})

test('a file on a board is kept for as long as the board’s history', async () => {
  await act(({ tx }) => purgeContent(tx, new Date('2030-01-01')))
  expect((await pages.request(linkIn(await read('/d/sample-garden'), 'D3')!)).status).toBe(200)
})
