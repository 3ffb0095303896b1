import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createCalendar } from '#src/domain/calendar/calendar.ts'
import { readFeed } from '#src/http/sandbox/conversation.ts'
import { chatJobs } from '#src/scheduler/jobs.ts'
import { openPgliteCopy } from '#test/support/databases.ts'

test('the trail beside the groups names each turn as people call it', async () => {
  const database = await openPgliteCopy()
  const now = new Date('2026-11-23T01:30:00Z')
  const turns = [...chatJobs.map(({ name }) => name), 'backlog', 'unserved', 'urge', 'again']
  const told: string[] = []
  for (const [index, turn] of turns.entries()) {
    const at = new Date(now.getTime() + index * 1000)
    await database.db.execute(sql`insert into job_run (job, slot, at) values (${`${turn}:x`}, 'once', ${at}::timestamptz)`)
    const feed = await readFeed(database.db, now, createCalendar())
    told.push(feed.happenings[0]!.what)
  }
  expect(told).toHaveLength(turns.length)
  expect(told.filter((what) => !/^执行[^a-z]+（仅一次）$/.test(what))).toEqual([])
  await database.close()
})
