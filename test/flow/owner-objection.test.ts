import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardKey, opensBoard } from '#src/domain/communities/board-link.ts'
import { findBoard } from '#src/domain/disclosures/board.ts'
import { receiveObjection } from '#src/domain/objections/receive.ts'
import { createPages } from '#src/http/pages/pages.ts'
import { inTransaction } from '#storage/db.ts'
import { listOpenObjections } from '#storage/repositories/objection.ts'
import { findChat } from '#storage/repositories/people.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'

let village: Village
let pages: Hono
beforeAll(async () => {
  village = await openVillage()
  const { db } = village.database
  pages = new Hono().route(
    '/',
    createPages({
      findReport: async () => undefined,
      findBoard: (id) => findBoard(db, id, '2026-11-23'),
      opensBoard: (id, key) => inTransaction(db, (tx) => opensBoard(tx, id, key, village.clock.now())),
      object: ({ address, ...of }) => village.act((ctx) => receiveObjection(ctx, { ...of, voice: ['page', address] })),
    }),
  )
})
afterAll(() => village.database.close())

const owner = async (text: string, as = 'o1') => (await village.say(text, { as, in: 'garden' }))?.summary
const post = (text: string, address: string) =>
  pages.request('/d/sample-garden/objections', {
    method: 'POST',
    body: new URLSearchParams({ text }),
    headers: { 'x-forwarded-for': address },
  })
const open = () => listOpenObjections(village.database.db, 'sample-garden')

test('an objection in the chat gets a receipt and a day; the company is told what, not who', async () => {
  expect(await owner('异议 停车费收了180元，公示是150元')).toBe('异议已收到，编号YY20261123-0001，请物业服务企业于2026年11月30日前答复。')
  const [card] = await village.sentTo('company')
  expect(card!.form).toMatchObject({ action: '异议答复', args: { id: 'YY20261123-0001' } })
  expect(said(card)).toContain('停车费收了180元')
  expect(JSON.stringify([card, await open()])).not.toContain('o1')
})

test('by its receipt the group learns how it stands; that is no objection of its own', async () => {
  const waiting = '异议YY20261123-0001已转物业服务企业，应于2026年11月30日前答复，尚未答复。'
  expect(await owner('异议 YY20261123-0001')).toBe(waiting)
  for (const asked of ['YY20261123-0001答复了吗？', 'yy20261123-0001 怎么样了', 'YY20261123-0001?'])
    expect(await owner(asked)).toBe(waiting)
  expect(await owner('异议 YY20261123-0009')).toBe('本小区没有编号为「YY20261123-0009」的异议，请核对编号。')
  expect((await village.say('异议 YY20261123-0001', { as: 'o5', in: 'court' }))?.summary).toContain('本小区没有编号')
  expect(await open()).toHaveLength(1)
})

test('the same again is added to the first', async () => {
  expect(await owner('异议 停车费收了180元，公示的是150元！', 'o2')).toContain('已合并，编号YY20261123-0001（共2人次）')
  expect(await open()).toHaveLength(1)
  expect(await village.sentTo('company')).toHaveLength(1)
})

test('only those who may answer do; the answer comes to the group under its number; then it is closed', async () => {
  const reply = (text: string, as: string) => village.say(text, { as, in: 'company' })
  expect((await reply('异议答复 YY20261123-0001 已退还多收的30元', 'nobody'))?.summary).toContain('没有办理')
  expect((await reply('异议办结 YY20261123-0001', 'manager'))?.summary).toContain('尚未答复')
  expect((await reply('异议答复 YY20261123-0001 已退还多收的30元', 'manager'))?.summary).toContain('已发到业主群')
  expect((await village.sentTo('garden')).map(({ summary }) => summary)).toContain('异议YY20261123-0001（2人次）的答复：已退还多收的30元')
  expect(await owner('异议 YY20261123-0001')).toBe('异议YY20261123-0001已答复：已退还多收的30元')
  expect((await reply('异议办结 YY20261123-0001', 'manager'))?.summary).toContain('已办结')
  expect(await owner('异议 YY20261123-0001')).toBe('异议YY20261123-0001已办结：已退还多收的30元')
  expect(await open()).toEqual([])
})

test('objections take nothing from the questions one may ask, nor questions from them', async () => {
  for (let n = 0; n < 10; n++) await owner(`异议 ${n}号楼门口第${n * 7919}盏路灯不亮很久了`, 'busy')
  expect(await owner('我对停车费的公示有异议', 'busy')).toContain('稍后再试')
  for (let n = 0; n < 10; n++) expect(await owner('物业费多少钱', 'busy')).toContain('2.68')
  expect(await owner('物业费多少钱', 'busy')).toContain('稍后再试')
  const asked = 'curious'
  for (let n = 0; n < 11; n++) await owner('物业费多少钱', asked)
  expect(await owner('异议 保安夜里不在岗', asked)).toContain('异议已收到')
})

test('the page’s form takes five a day from one address and refuses all more politely; script tags are words', async () => {
  const answers = []
  for (let n = 0; n < 1000; n++) answers.push((await post(`${n}号楼门口第${n * 7919}盏路灯不亮已经很久`, '203.0.113.7')).status)
  expect(answers.filter((status) => status === 200)).toHaveLength(5)
  const refused = await post('又一条', '203.0.113.7')
  expect(refused.status).toBe(400)
  expect(await (await post('楼道里的垃圾没有清运', '203.0.113.7')).text()).toContain('请明天再提')
  const other = await post('<script>alert(1)</script>电梯坏了', '203.0.113.8')
  expect(other.status).toBe(200)
  expect(await other.text()).not.toContain('<script>alert')
  expect((await open()).at(-1)!.text).toBe('<script>alert(1)</script>电梯坏了')
  expect(JSON.stringify(await open())).not.toContain('203.0.113')
})

test('the owner group’s link opens what is for owners, until it is taken back or ends; a guessed one opens nothing', async () => {
  const answer = await village.say('公示', { as: 'o3', in: 'garden' })
  const url = new URL(answer!.links![0]!.url)
  const page = async (path: string) => (await pages.request(path)).text()
  const at = url.pathname + url.search
  expect(await page(at)).toContain('38.60万元')
  expect((await pages.request(at)).headers.get('Cache-Control')).toBe('private, no-store')
  expect(await page(url.pathname)).not.toContain('38.60万元')
  expect(await page(`/d/sample-court${url.search}`)).toContain('链接已失效')
  for (const key of ['x', 'a.b', `${url.searchParams.get('k')!.split('.')[0]}.${'A'.repeat(32)}`])
    expect(await page(`${url.pathname}?k=${key}`)).not.toContain('38.60万元')
  expect((await village.say('撤销公示链接 示例花园', { as: 'manager', in: 'company' }))?.summary).toContain('1个业主专用链接已失效')
  expect(await page(at)).toContain('链接已失效')
  const fresh = await village.act(async (ctx) => (await boardKey(ctx, (await findChat(ctx.tx, 'wechat', 'garden'))!))!)
  expect(await page(`/d/sample-garden?k=${fresh}`)).toContain('38.60万元')
  village.clock.jumpTo(new Date('2026-12-24T10:00:00+08:00'))
  expect(await page(`/d/sample-garden?k=${fresh}`)).not.toContain('38.60万元')
})
