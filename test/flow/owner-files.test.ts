import { writeFile } from 'node:fs/promises'
import { Hono } from 'hono'
import mammoth from 'mammoth'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportFiles } from '#src/documents/report-files.ts'
import { findPublishedReport } from '#src/domain/reports/find.ts'
import { reportHash } from '#src/domain/reports/hash.ts'
import type { Report } from '#src/domain/reports/report.ts'
import { createPages } from '#src/http/pages/pages.ts'
import { createShelf } from '#src/pictures/shelf.ts'
import { insertReports, markReportPublished } from '#storage/repositories/report.ts'
import { sampleReports } from '#storage/seed/sample/estates.ts'
import { openVillage, type Village } from '#test/support/owners.ts'

const shelf = createShelf('https://duban.example')
let village: Village
let pages: Hono
beforeAll(async () => {
  village = await openVillage()
  const { db } = village.database
  pages = new Hono().route(
    '/',
    createPages({
      findReport: (id) => findPublishedReport(db, id),
      findBoard: async () => undefined,
      pictures: { of: shelf.of, ofBoard: shelf.ofBoard, publicUrl: 'https://duban.example' },
      files: reportFiles(shelf),
    }),
  )
  const [sample] = sampleReports
  const last = {
    ...sample!,
    ...{ id: 'sample-garden-2026q2', periodLabel: '2026年第二季度', fromOn: '2026-04-01', toOn: '2026-06-30', publishOn: '2026-08-01' },
    sections: sample!.sections.map((section) => ({
      ...section,
      figures: section.figures.map((figure) => (figure.label === '报修受理' ? { ...figure, value: '251' } : figure)),
    })),
  }
  await insertReports(db, [{ ...last, hash: reportHash(last) }])
  await markReportPublished(db, last.id, new Date('2026-08-01T02:10:00Z'))
})
afterAll(async () => {
  await shelf.close()
  await village.database.close()
})

const id = 'sample-garden-2026q3'
const open = async (ending: string) => {
  const answer = await pages.request(`/r/${id}.${ending}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (process.env.KEEP_REPORT) await writeFile(`${process.env.KEEP_REPORT}.${ending}`, bytes)
  return { answer, bytes }
}
const words = (text: string) => text.replace(/\s+/g, '')

/** Everything of a report that a reader of the file must find. */
const figuresOf = ({ sections }: Report) =>
  sections.flatMap(({ title, figures }) => [
    title,
    ...figures.flatMap(({ label, value, unit, period, source, status }) => [
      label,
      ...(value ? [`${value}${unit}`, status] : ['未提供']),
      period,
      source,
    ]),
  ])

test('before it is published there is no file to be had', async () => {
  expect((await open('docx')).answer.status).toBe(404)
  expect((await open('pdf')).answer.status).toBe(404)
})

test('published, both files hold every figure, who made and checked it, the period before and the hash', async () => {
  await village.act(({ tx }) => markReportPublished(tx, id, new Date('2026-11-23T02:10:00Z')))
  const page = await (await pages.request(`/r/${id}`)).text()
  expect(page).toContain(`href="/r/${id}.docx"`)
  expect(page).toContain(`href="/r/${id}.pdf"`)
  const report = (await village.act(({ tx }) => findPublishedReport(tx, id)))!
  const [docx, pdf] = [await open('docx'), await open('pdf')]
  const texts = {
    docx: words((await mammoth.extractRawText({ buffer: docx.bytes })).value),
    pdf: words((await extractText(await getDocumentProxy(new Uint8Array(pdf.bytes)), { mergePages: true })).text),
  }
  expect(docx.answer.headers.get('Content-Disposition')).toContain(encodeURIComponent('示例花园2026年第三季度物业服务履约报告第1版.docx'))
  expect(pdf.answer.headers.get('Content-Type')).toBe('application/pdf')
  for (const text of Object.values(texts)) {
    for (const part of [
      '示例花园（2026年第三季度）',
      '示例物业服务有限公司',
      '示例花园业委会',
      '251件（-15）',
      report.hash,
      ...figuresOf(report),
    ])
      expect(text).toContain(words(part).replace('-15', '−15'))
  }
})
