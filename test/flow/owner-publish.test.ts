import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderText } from '#src/channels/text/render.ts'
import { findPublishedReport, latestReport } from '#src/domain/reports/find.ts'
import { reportHash } from '#src/domain/reports/hash.ts'
import { publicationsOf } from '#src/domain/reports/publication.ts'
import { publishReports } from '#src/domain/reports/publish.ts'
import type { Post } from '#src/message.ts'
import { drawNext } from '#src/pictures/ahead.ts'
import { createShelf } from '#src/pictures/shelf.ts'
import { forwardText } from '#src/views/report.ts'
import { findContent } from '#storage/repositories/content.ts'
import { findChat } from '#storage/repositories/people.ts'
import { correctReport, findReport, insertReports } from '#storage/repositories/report.ts'
import { sampleReports } from '#storage/seed/sample/estates.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'

const shelf = createShelf('https://duban.example')
let village: Village
beforeAll(async () => {
  village = await openVillage()
})
afterAll(async () => {
  await shelf.close()
  await village.database.close()
})

const id = 'sample-garden-2026q3'
const publish = (chatId = 'garden') =>
  village.act(async (ctx) => publishReports(ctx, (await findChat(ctx.tx, 'wechat', chatId))!), { type: 'system', job: 'report' })

test('what is due is drawn beforehand, and goes with the words into the owner group and to the manager', async () => {
  const { database, clock } = village
  const deps = { db: database.db, clock, log: pino({ level: 'silent' }), shelf }
  while (await drawNext(deps)) {}
  await publish()
  const [told] = await village.sentTo('garden')
  const pictures = (post: Post | undefined) => (post?.blocks ?? []).flatMap((block) => (block.kind === 'picture' ? [block.picture] : []))
  const [picture] = pictures(told)
  expect(picture).toMatchObject({ name: '示例花园2026年第三季度履约报告长图', url: `https://duban.example/r/${id}.png` })
  const png = (await findContent(database.db, picture!.content))!
  expect([png.subarray(1, 4).toString(), new DataView(png.buffer, png.byteOffset).getUint32(16)]).toEqual(['PNG', 1080])
  expect(renderText(told!).length).toBeLessThanOrEqual(300)
  expect(renderText(told!)).not.toContain('6/6次')
  expect(pictures((await village.sentTo('company')).find(({ title }) => title?.startsWith('转发件')))).toEqual([picture])
})

test('the manager’s group is given text, picture and link once, and ticks it', async () => {
  await publish()
  await publish()
  const kits = (await village.sentTo('company')).filter(({ title }) => title?.startsWith('转发件'))
  expect(kits).toHaveLength(1)
  expect(said(kits[0])).toContain(`https://duban.example/r/${id}.png`)
  const { args, version } = kits[0]!.form!
  expect(await village.submit('已转发', args, version, { as: 'nobody', in: 'company' })).toContain('没有办理')
  expect(await village.submit('已转发', args, version, { as: 'manager', in: 'street' })).toContain('已失效')
  expect(await village.submit('已转发', args, version, { as: 'manager', in: 'company' })).toContain('计入公示')
  expect(await village.submit('已转发', args, version, { as: 'manager', in: 'company' })).toContain('已登记过')
  const { groups, kits: open } = await village.act((ctx) => publicationsOf(ctx, 'haidian'))
  expect(groups.map(({ chatId, is }) => [chatId, is])).toEqual([['garden', 'waiting']])
  expect(open).toEqual([])
})

test('the text fits in 300 characters', async () => {
  const report = await village.act((ctx) => findPublishedReport(ctx.tx, id))
  expect(
    forwardText({ ...report!, correctionReason: '因收费系统导出口径有误'.repeat(20) }, 'https://duban.example').length,
  ).toBeLessThanOrEqual(300)
})

test('a correction keeps what was read until it goes out, then says what it corrects and keeps the history', async () => {
  await village.act(async ({ tx }) => {
    const before = (await findReport(tx, id))!
    const sections = [{ ...before.sections[0]!, note: '更正' }, ...before.sections.slice(1)]
    const content = { communityId: before.communityId, fromOn: before.fromOn, toOn: before.toOn, version: 2, sections }
    const more = { preparedBy: before.preparedBy, reviewedBy: before.reviewedBy, correctionReason: '保洁次数有误', publishOn: '2026-11-24' }
    await correctReport(tx, before, { ...content, ...more, hash: reportHash(content) })
  })
  const shown = () => village.act((ctx) => latestReport(ctx, 'sample-garden'))
  expect(await shown()).toMatchObject({ version: 1, history: [] })
  village.clock.jumpTo(new Date('2026-11-24T10:11:00+08:00'))
  await publish()
  expect(await shown()).toMatchObject({ version: 2, history: [{ version: 1 }] })
  expect((await village.sentTo('garden')).at(-1)!.summary).toContain('已更正，第2版：保洁次数有误')
})

test('a report that contradicts itself does not go out, and its keepers read why', async () => {
  const [sample] = sampleReports
  const figures = [{ ...sample!.sections[2]!.figures[0]!, value: '104' }]
  const bad = {
    ...sample!,
    id: 'sample-court-2026q3',
    communityId: 'sample-court',
    publishOn: '2026-11-24',
    sections: [{ title: '费用', figures }],
  }
  await village.act(({ tx }) => insertReports(tx, [{ ...bad, hash: reportHash(bad) }]))
  expect(await publish('court')).toBe(0)
  expect(await village.sentTo('court')).toEqual([])
  expect(said((await village.sentTo('company')).at(-1))).toContain('104%超过100%')
  expect(await village.act((ctx) => findPublishedReport(ctx.tx, bad.id))).toBeUndefined()
})
