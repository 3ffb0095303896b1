import { writeFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#src/domain/disclosures/catalogue.ts'
import type { Board } from '#src/domain/disclosures/disclosure.ts'
import { reportHash } from '#src/domain/reports/hash.ts'
import type { Report } from '#src/domain/reports/report.ts'
import { createPages } from '#src/http/pages/pages.ts'
import { Font } from '#src/pictures/font.ts'
import { pagesOf, paint } from '#src/pictures/paint.ts'
import { Painter } from '#src/pictures/painter.ts'
import { reportStrips } from '#src/pictures/report.ts'
import { createShelf } from '#src/pictures/shelf.ts'
import type { Strip } from '#src/pictures/strip.ts'
import { sampleReports } from '#storage/seed/sample/estates.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

const [sample] = sampleReports
const report: Report = {
  ...sample!,
  communityName: '示例花园',
  from: sample!.fromOn,
  to: sample!.toOn,
  hash: reportHash(sample!),
  publishedAt: new Date('2026-11-23T02:10:00Z'),
}
const board: Board = { communityId: 'qinghe', communityName: '清和苑', sample: false, rows: catalogue.map((item) => ({ item })) }
const shelf = createShelf('https://duban.example')
let folder: string
beforeAll(async () => {
  folder = await makeTempFolder()
})
afterAll(async () => {
  await shelf.close()
  await removeFolder(folder)
})

/** Width and height as the file's own header says. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}

test('a report is one picture 1080 wide that WeChat shows whole, served beside the page and named in its head', async () => {
  const pages = new Hono().route(
    '/',
    createPages({
      findReport: async (id) => (id === report.id ? report : undefined),
      findBoard: async (communityId) => (communityId === board.communityId ? board : undefined),
      pictures: { of: shelf.of, ofBoard: shelf.ofBoard, publicUrl: 'https://duban.example' },
    }),
  )
  const page = await (await pages.request(`/r/${report.id}`)).text()
  const address = /property="og:image" content="([^"]+)"/.exec(page)![1]!
  expect(address).toBe(`https://duban.example/r/${report.id}.png`)
  const answer = await pages.request(new URL(address).pathname)
  const png = new Uint8Array(await answer.arrayBuffer())
  expect(answer.headers.get('Content-Type')).toBe('image/png')
  const [width, height] = sizeOf(png)
  expect(width).toBe(1080)
  expect(height).toBeGreaterThan(1500)
  expect(height).toBeLessThan(12_000)
  expect(png.byteLength).toBeLessThan(2 * 1024 * 1024)
  if (process.env.KEEP_PICTURE) await writeFile(process.env.KEEP_PICTURE, png)
  expect((await pages.request(`/r/${report.id}.png?page=2`)).status).toBe(404)
  expect((await pages.request('/r/nothing.png')).status).toBe(404)
  const shared = /property="og:image" content="([^"]+)"/.exec(await (await pages.request('/d/qinghe')).text())![1]!
  expect(shared).toBe('https://duban.example/d/qinghe.png')
  const small = new Uint8Array(await (await pages.request(new URL(shared).pathname)).arrayBuffer())
  expect(sizeOf(small)[0]).toBe(1080)
  if (process.env.KEEP_PICTURE) await writeFile(`${process.env.KEEP_PICTURE}.board.png`, small)
})

const heightOf = (strips: Strip[]) => strips.reduce((sum, { height }) => sum + height, 0)

test('a very long report is cut between two lines into pictures that are each low enough', () => {
  const long = { ...report, sections: Array.from({ length: 40 }, (_, n) => ({ ...report.sections[0]!, title: `第${n}节` })) }
  const strips = reportStrips(long, '全文')
  const pages = pagesOf(strips)
  expect(pages.length).toBe(Math.ceil(heightOf(strips) / 12_000))
  for (const page of pages) expect(heightOf(page)).toBeLessThanOrEqual(12_000)
  expect(pages.flat()).toEqual(strips)
})

test('every piece is a picture of its own', async () => {
  const strips = reportStrips(report, '全文').slice(0, 8)
  const pieces = pagesOf(strips, 600)
  const pictures = await paint(strips, new Font(folder), 600)
  expect(pieces.length).toBeGreaterThan(1)
  expect(pictures.map(sizeOf)).toEqual(pieces.map((piece) => [1080, Math.ceil(heightOf(piece))]))
})

test('a character first met in a later report is drawn, not left out', async () => {
  const font = new Font(folder)
  const draw = async (char: string) => {
    const [png] = await paint([{ height: 120, svg: `<text x="20" y="90" font-size="80">${char}</text>` }], font)
    return Buffer.from(png!).toString('base64')
  }
  const [first, rare, absent] = [await draw('小'), await draw('龘'), await draw('\u{10fffd}')]
  expect(new Set([first, rare, absent]).size).toBe(3)
  expect(await draw('小')).toBe(first)
})

test('a drawing thread that ends in the middle fails its picture; the next one begins anew', async () => {
  const painter = new Painter()
  const broken = { ...report, sections: undefined as never }
  await expect(painter.make({ kind: 'report', report: broken, url: '' })).rejects.toThrow(/sections|undefined/)
  const job = { kind: 'report' as const, report, url: 'https://duban.example/r/x' }
  const cut = painter.make(job)
  cut.catch(() => {})
  await painter.close()
  await expect(cut).rejects.toThrow('the drawing thread has ended')
  expect(sizeOf((await painter.make(job))[0]!)[0]).toBe(1080)
  await painter.close()
})
