import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup, dailyBackup } from '#storage/backup.ts'
import { writeSealed } from '#storage/backup-file.ts'
import { restore } from '#storage/backup-restore.ts'
import { type Database, inTransaction, rows } from '#storage/db.ts'
import { findContent, keepContent, purgeContent } from '#storage/repositories/content.ts'
import { inbound, lane, progress } from '#storage/schema/index.ts'
import { onEachDatabase, openPgliteCopy, openPostgresCopy } from '#test/support/databases.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'

const at = new Date('2026-11-23T01:30:00.123Z')
let folder: string
beforeAll(async () => {
  folder = await makeTempFolder()
})
afterAll(() => removeFolder(folder))

/** Rows of every awkward kind: identity, jsonb, arrays, -infinity, unsafe integers, emoji, and more than a page of them. */
async function fill(database: Database): Promise<void> {
  await keepContent(database.db, Buffer.from([0, 255, 10, 34, 92]), at, { lasting: true })
  await inTransaction(database.db, async (tx) => {
    await tx.insert(lane).values({ queue: 'in', lane: '群"1"\n', tail: Number.MAX_SAFE_INTEGER })
    await tx.execute(sql`update lane set head = 9007199254740993`)
    await tx.execute(sql`insert into job_run (job, slot, at) select '晨报', n::text, ${at}::timestamptz from generate_series(0, 1199) n`)
    await tx.insert(inbound).values({
      id: 'lark:1',
      lane: 'x',
      seq: 1,
      kind: 'message',
      body: '{"a":"\\u0000\\\\🙂"}',
      receivedAt: at,
      toast: { type: 'info', text: '好' },
    })
    for (const taskNo of [1, 2, 3]) {
      const unit = '区房管局'
      await tx.insert(progress).values({
        planId: 'p',
        taskNo,
        occurrence: `${taskNo}/2026-12-31`,
        unit,
        status: 'doing',
        percent: 50,
        channel: 'lark',
        userId: 'u',
        source: 's',
        sourceMessageId: 'm',
        at,
      })
    }
    await tx.execute(sql`delete from progress where task_no = 1`)
  })
}

/** All rows of all tables as Postgres writes them, which is the same text on both. */
async function contentOf(database: Database): Promise<unknown> {
  const tables = await rows<{ name: string }>(
    database.db,
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  return Promise.all(
    tables.map(async ({ name }) => [
      name,
      await rows(database.db, sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t order by 1`),
    ]),
  )
}

onEachDatabase((name, open) => {
  let source: Database
  let file: string
  beforeAll(async () => {
    source = await open()
    file = join(folder, `${name}.gz`)
    await fill(source)
    expect(await backup(source, file)).toMatchObject({ rows: 1205 })
  })

  it('holds the files of records, and none that a post only passes on', async () => {
    const passing = await keepContent(source.db, Buffer.from('passing'), at)
    expect(await backup(source, join(folder, `${name}-passing.gz`))).toMatchObject({ rows: 1205 })
    await purgeContent(source.db, new Date(at.getTime() + 1))
    expect(await findContent(source.db, passing)).toBeUndefined()
  })

  it.each([
    ['PGlite', openPgliteCopy],
    ['Postgres', openPostgresCopy],
  ])('is restored on %s with every value, and counts on', async (_, openTarget) => {
    const target = await openTarget()
    try {
      expect(await restore(target, file)).toMatchObject({ rows: 1205 })
      expect(await contentOf(target)).toEqual(await contentOf(source))
      const [last] = await target.db
        .insert(progress)
        .values({
          planId: 'p',
          taskNo: 9,
          occurrence: '9',
          unit: 'u',
          status: 'done',
          percent: 100,
          channel: 'lark',
          userId: 'u',
          source: 's',
          sourceMessageId: 'm',
          at,
        })
        .returning({ id: progress.id })
      expect(last).toEqual({ id: 4 })
    } finally {
      await target.close()
    }
  })

  it('is refused by a database that holds rows, and changes nothing there', async () => {
    const before = await contentOf(source)
    await expect(restore(source, file)).rejects.toThrow('目标数据库不是空的')
    expect(await contentOf(source)).toEqual(before)
  })

  describe('damaged', () => {
    const lines = async () =>
      gunzipSync(await readFile(file))
        .toString()
        .split('\n')
    const zipped = async (path: string, edited: string[]) => writeFile(path, gzipSync(edited.join('\n')))
    const resealed = async (path: string, edited: string[]) => writeSealed(path, Readable.from([edited]))
    const damaged: [string, string, (path: string) => Promise<void>][] = [
      ['cut short', '不完整或已损坏', async (path) => writeFile(path, (await readFile(file)).subarray(0, -100))],
      ['without its seal', '不完整或已损坏', async (path) => zipped(path, (await lines()).slice(0, -2))],
      [
        'with a row changed',
        '不完整或已损坏',
        async (path) =>
          zipped(
            path,
            (await lines()).map((line) => line.replace('"slot": "7"', '"slot": "8888"')),
          ),
      ],
      ['with a row less', '不完整或已损坏', async (path) => zipped(path, (await lines()).toSpliced(20, 1))],
      ['not packed', '不完整或已损坏', (path) => writeFile(path, 'hello')],
      ['of another kind', '不是本程序的备份文件', (path) => resealed(path, ['{"hello":1}'])],
      [
        'of another schema',
        '版本与本程序不同',
        async (path) =>
          resealed(
            path,
            (await lines()).slice(0, -2).map((line) => line.replace('"migration":"', '"migration":"0')),
          ),
      ],
      [
        'with a row that does not fit',
        'Failed query',
        async (path) =>
          resealed(
            path,
            (await lines()).slice(0, -2).map((line) => line.replace('"slot": "1199"', '"slot": null')),
          ),
      ],
      ['missing', '找不到备份文件', async () => {}],
    ]
    it('leaves the target empty and says what is wrong', async () => {
      const target = await open()
      const empty = await contentOf(target)
      for (const [what, line, damage] of damaged) {
        const path = join(folder, `${name} ${what}.gz`)
        await damage(path)
        const error: unknown = await restore(target, path).catch((thrown: unknown) => thrown)
        expect(String(error), what).toContain(line)
        expect(await contentOf(target), what).toEqual(empty)
      }
      await restore(target, file)
    })
  })
})

it('keeps seven daily backups, one for each day in Shanghai', async () => {
  const database = await openPgliteCopy()
  const dataDir = join(folder, 'daily')
  const days = ['2026-11-20T15:59:00Z', '2026-11-20T16:01:00Z', ...[22, 23, 24, 25, 26, 27].map((day) => `2026-11-${day}T00:00:00Z`)]
  for (const day of days) expect(await dailyBackup(database, dataDir, new Date(day))).toBeDefined()
  expect(await dailyBackup(database, dataDir, new Date('2026-11-27T10:00:00Z'))).toBeUndefined()
  const kept = (await readdir(join(dataDir, 'backups'))).sort()
  expect(kept).toEqual([21, 22, 23, 24, 25, 26, 27].map((day) => `duban-2026-11-${day}.ndjson.gz`))
  await database.close()
})
