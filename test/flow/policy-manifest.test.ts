import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedAll } from '#src/domain/plans/seed.ts'
import type { Database } from '#storage/db.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'

/** A sixth document: one text, one row of the manifest, nothing else. */

const group = 'oc_policy'
const question = '消火栓多久试水一次'

let folder: string
let database: Database
let town: District
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-seed-'))
  await cp(new URL('../../storage/seed/documents', import.meta.url), join(folder, 'documents'), { recursive: true })
  await cp(new URL('../../storage/seed/manifest.json', import.meta.url), join(folder, 'manifest.json'))
  database = await openPgliteCopy()
  town = await startDistrict(database, '2026-11-23T14:00:00+08:00')
  await town.group(group)
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

test('a row without its short title, or with a misspelt key, is named', async () => {
  const manifest = join(folder, 'manifest.json')
  const whole = await readFile(manifest, 'utf8')
  const { shortTitle, ...bare } = JSON.parse(whole)[0]
  await writeFile(manifest, JSON.stringify([{ ...bare, short_title: shortTitle }]))
  expect(() => loadSeedDocuments(pathToFileURL(`${folder}/`))).toThrow(/第1份文件不合格：shortTitle.*short_title/)
  await writeFile(manifest, whole)
})

test('before, nobody knows', async () => {
  expect(await town.say(group, 'li', question)).not.toContain('试水')
})

test('one file and one row: it is answered, cited with its place and standing', async () => {
  await writeFile(
    join(folder, 'documents/xiaofang.txt'),
    '海淀区住宅小区消防设施维护细则\n第一条 消火栓每季度试水一次，试水记录向业主公示。\n第二条 灭火器每月检查一次。\n第三条 本细则自2026年1月1日起施行。\n',
  )
  const rows = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const row = {
    id: 'xiaofang-2026',
    file: 'xiaofang.txt',
    title: '海淀区住宅小区消防设施维护细则',
    shortTitle: '海淀区住宅小区消防设施维护细则',
    issuedOn: '2026-01-01',
    jurisdiction: '海淀区',
    level: 'district',
    status: '现行',
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify([...rows, row]))

  await town.write((ctx) => seedAll(ctx, loadSeedDocuments(pathToFileURL(`${folder}/`))))

  const answer = await town.say(group, 'li', question)
  expect(answer).toContain('消火栓每季度试水一次')
  expect(answer).toContain('《海淀区住宅小区消防设施维护细则》第一条·现行')
  expect(await town.say(group, 'li', '住宅小区消防设施维护细则第二条')).toContain('灭火器每月检查一次')
})

test('what was known before is answered as before', async () => {
  expect(await town.say(group, 'li', '序号23的工作要求')).toContain('任务分解表第23项')
})
