import { writeFile } from 'node:fs/promises'
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { briefFiles } from '#src/documents/kinds.ts'
import { findBrief } from '#src/domain/brief/find.ts'
import { createFiles } from '#src/http/pages/files.ts'
import { loneFile } from '#src/message.ts'
import { unzip } from '#src/sheets/unzip.ts'
import type { Database } from '#storage/db.ts'
import { findContent } from '#storage/repositories/content.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'
import { saveStreets } from '#test/support/register.ts'

/** The 双月点评: on its day and on demand, and its files, in which every number can be followed to its rows. */

const force = 'the-task-force'
const water = 'water-bureau'

let database: Database
let town: District
beforeAll(async () => {
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-09-02T17:00:00+08:00')
  await town.write((ctx) => saveStreets(ctx.tx, ['示例一街道', '示例二街道']))
  await town.group(force)
  await town.group(water, '区水务局')
  await town.enrol('li', '李主任', '区物业管理工作专班', 'lead')
  await town.enrol('zhang', '张工', '区房管局', 'liaison')
  await town.enrol('qian', '钱工', '区水务局', 'liaison')
})
afterAll(() => database.close())

const linkOf = (words: string, ending: string) => new RegExp(`https://duban.example(/f/\\S+\\.${ending})`).exec(words)?.[1] ?? ''
const open = (path: string, now: string) =>
  createFiles({ findBrief: (token) => findBrief(town.db, token, new Date(now)), kinds: briefFiles }).request(path)
const bytesOf = async (path: string) => new Uint8Array(await (await open(path, '2026-11-03T10:00:00+08:00')).arrayBuffer())

/** Without the moment of writing. */
const partsOf = (bytes: Uint8Array) => [...unzip(Buffer.from(bytes))].filter(([name]) => name !== 'docProps/core.xml')

let first = ''
test('the first working day of an odd month at 10:20: to the task force, to nobody else', async () => {
  await town.at('2026-10-15 10:21')
  expect(await town.count(force, '双月点评 ')).toBe(0)
  await town.say(force, 'zhang', '进度 5 70% 已评选7个')
  await town.say(force, 'zhang', '进度 11 100% 已全部完成')
  await town.at('2026-11-01 10:21')
  await town.at('2026-11-02 10:21')
  first = (await town.newest(force, '双月点评 ')) ?? ''
  expect(first).toContain('双月点评 9月2日—11月2日')
  expect(first).toContain('本期1个单位填报2条')
  expect(await town.count(force, '双月点评 ')).toBe(1)
  expect(await town.count(water, '双月点评 ')).toBe(0)
})

test('the card: figures with an index, units that are late, no person’s name', () => {
  expect(first).toMatch(/逾期10个工作日以上〔T6〕：\d+项/)
  expect(first).toMatch(/逾期10个工作日以上事项\n任务23 .*（区房管局），9月30日截止/)
  expect(first).toContain('等待触发事项')
  expect(first).toMatch(/原文待裁定事项\d+项/)
  expect(first).not.toContain('张工')
})

test('its two files follow it into the group, the same as behind the links', async () => {
  const rows = await town.posts(force)
  const card = rows.findLastIndex(({ post }) => post.title?.startsWith('双月点评 '))
  const files = rows.slice(card + 1).map(({ post }) => loneFile(post)!)
  expect(files.map(({ name }) => name.replace(/^.*）/, ''))).toEqual(['双月点评2026-11-02.docx', '双月点评2026-11-02.xlsx'])
  for (const { content, url } of files) {
    const kept = await findContent(town.db, content)
    expect(partsOf(kept!)).toEqual(partsOf(await bytesOf(new URL(url).pathname)))
  }
})

test('the workbook: each figure is the number of its source rows, with report, person and time', async () => {
  const sheets = await readSheets(Buffer.from(await bytesOf(linkOf(first, 'xlsx'))))
  const rows = (name: string) => (sheets as unknown as { sheet: string; data: unknown[][] }[]).find(({ sheet }) => sheet === name)!.data
  const sources = rows('来源').slice(1)
  for (const [no, label, value] of rows('数据')
    .slice(1)
    .filter(([no]) => String(no).startsWith('T'))) {
    expect([label, sources.filter(([of]) => of === no).length]).toEqual([label, value])
  }
  const report = sources.find(([, label, , , , , stand]) => label === '本期填报' && String(stand).includes('70%'))!
  expect(report.slice(2, 5)).toEqual([5, expect.stringContaining('每年打造'), '区房管局'])
  expect(report.slice(7)).toEqual([expect.any(Number), '张工', expect.stringMatching(/^2026-10-15 10:21/), '已评选7个'])
})

test('the paper: the same numbers, with their index and how they were counted', async () => {
  const bytes = await bytesOf(linkOf(first, 'docx'))
  if (process.env.KEEP_BRIEF) await writeFile(process.env.KEEP_BRIEF, bytes)
  const text = unzip(bytes)
    .get('word/document.xml')!
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
  expect(text).toContain('（2026年9月2日至2026年11月2日）')
  const [, overdue] = /逾期〔T5〕：(\d+)项/.exec(first)!
  expect(text).toContain(`逾期${overdue}项〔T5〕`)
  for (const part of [
    '一、总体',
    '二、本期进展',
    '三、逾期10个工作日以上事项',
    '四、今后两个月到期事项',
    '五、台账',
    '六、待补录事项',
    '七、等待触发事项',
    '八、原文待裁定事项',
  ])
    expect(text).toContain(part)
  expect(text).toMatch(/二、本期进展[\s\S]*区房管局\n推进中 70%；已评选7个/)
  expect(text).toMatch(/四、今后两个月到期事项[\s\S]*2026年11月30日/)
  expect(text).toContain('数据截至2026-11-02 10:21')
  expect(text).not.toMatch(/张工|…/)
})

test('on demand by a lead: the figures since, beside those before', async () => {
  await town.at('2026-11-03 14:00')
  expect(await town.say(force, 'zhang', '点评')).toContain('专班负责人')
  await town.say(force, 'zhang', '进度 4 100% 已完成')
  const second = await town.say(force, 'li', '点评')
  expect(second).toContain('双月点评 11月2日—11月3日')
  expect(second).toMatch(/已报完成〔T2〕：2项，较上期\+1/)
  expect(second).toMatch(/待补录〔T7〕：\d+项，较上期-1/)
})

test('what was kept stays as it was, until the link expires; a wrong one opens nothing', async () => {
  const path = linkOf(first, 'docx')
  const file = await open(path, '2026-11-03T10:00:00+08:00')
  expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''")
  expect(file.headers.get('cache-control')).toBe('no-store')
  const late = await open(path, '2026-11-17T10:00:00+08:00')
  expect([late.status, await late.text()]).toEqual([404, '链接不存在或已过期。请在专班工作群发送「点评」重新生成。'])
  expect((await open(path.replace(/f\/./, 'f/_'), '2026-11-03T10:00:00+08:00')).status).toBe(404)
  expect((await open(path.replace('docx', 'constructor'), '2026-11-03T10:00:00+08:00')).status).toBe(404)
})
