import { afterAll, beforeAll, expect, test } from 'vitest'
import { enqueueOutbound } from '#storage/repositories/outbound.ts'
import { findByTag } from '#test/fakes/feishu/forms.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

/** A list no card can hold: the group gets what fits and the way to all of it. */

const group = 'oc_11111111111111111111111111111111'

let town: Town
beforeAll(async () => {
  town = await startTown('PGlite', '2026-11-23T10:00:00+08:00')
  town.feishu.createChat(group)
  await town.write((tx) =>
    enqueueOutbound(tx, {
      ...{ key: 'list:1 全部/任务', channel: 'lark', chatId: group, cause: 'test', createdAt: town.clock.now() },
      post: {
        title: '任务',
        summary: '共2000项',
        blocks: [{ kind: 'list', items: Array.from({ length: 2000 }, (_, at) => `第${at + 1}项<b>`) }],
      },
    }),
  )
})
afterAll(() => town.close())

const link = async () => {
  const card = await until(() => town.feishu.sent(group)[0], 'the card')
  expect(wordsOf(card)).toContain('请点“查看全部”')
  expect(wordsOf(card)).not.toContain('第2000项')
  const [button] = findByTag(JSON.parse(card.content), 'button') as unknown as { behaviors: { default_url: string }[] }[]
  return new URL(button!.behaviors[0]!.default_url)
}
const open = (path: string) => fetch(town.service.url + path)

test('the link opens the whole of it, kept by nobody', async () => {
  const { origin, pathname } = await link()
  expect(origin).toBe('https://duban.example')
  const page = await open(pathname)
  const text = await page.text()
  expect(page.status).toBe(200)
  expect(text).toContain('第2000项&lt;b&gt;')
  expect([page.headers.get('cache-control'), page.headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex, nofollow'])
})

test('another seal, another post or two weeks later: nothing', async () => {
  const { pathname } = await link()
  const [, , seal, key] = pathname.split('/')
  expect((await open(`/m/${'x'.repeat(32)}/${key}`)).status).toBe(404)
  expect((await open(`/m/${seal}/list:2`)).status).toBe(404)
  town.clock.jumpTo(new Date('2026-12-08T10:00:00+08:00'))
  expect((await open(pathname)).status).toBe(404)
})
