import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { createMetrics } from '#src/http/metrics.ts'
import { checkRegister } from '#src/operator/doctor/register.ts'
import type { HouseJob } from '#src/scheduler/house.ts'
import { retryHouse, runHouse } from '#src/scheduler/start.ts'
import { onEachDatabase } from '#test/support/databases.ts'
import { type District, startDistrict } from '#test/support/district.ts'

/** A job that fails: its neighbours go on, it is tried again later and later, and the operator sees it. */

const force = 'the-task-force'

onEachDatabase((_name, open) => {
  let town: District
  beforeAll(async () => {
    town = await startDistrict(await open(), '2026-11-20T17:00:00+08:00')
    await town.group(force)
    await town.group('broken', '区房管局')
    await town.db.execute(sql`create function refuse() returns trigger language plpgsql as
      $$ begin if new.chat_id = 'broken' then raise exception 'disk full'; end if; return new; end $$`)
    await town.db.execute(sql`create trigger refuse before insert on outbound for each row execute function refuse()`)
  })

  const failures = () => town.logged.filter(({ msg }) => msg === 'job failed')
  /** The pause of every failed job is over. */
  const waited = () => town.db.execute(sql`update job_failure set next_at = now() - interval '1 second'`)
  const doctor = async () =>
    (await checkRegister(town.db, new Date('2026-11-23T09:01:00+08:00')))
      .filter(({ check }) => check === '定时工作')
      .map(({ detail }) => detail)
  const metrics = async () =>
    (await createMetrics({ db: town.db, clock: systemClock, trouble: async () => undefined, jobLags: async () => [] }).scrape()).body
      .split('\n')
      .filter((line) => line.startsWith('duban_job_failures{'))

  test('a group whose post cannot be written holds up itself, not its neighbours', async () => {
    await town.at('2026-11-23 09:01')
    expect(await town.newest(force, '督办日报')).toContain('督办日报 11月23日')
    expect(await town.count('broken', '督办日报')).toBe(0)
    expect(failures()).toEqual([
      expect.objectContaining({
        job: 'digest:console:broken',
        slot: '2026-11-23',
        attempt: 1,
        error: expect.stringContaining('disk full'),
      }),
    ])
  })

  test('it rests before the next try, however often the clock ticks', async () => {
    for (const time of ['09:01', '09:02', '09:03']) await town.at(`2026-11-23 ${time}`)
    expect(failures()).toHaveLength(1)
  })

  test('each failed try is one line with its number, and makes the pause longer, up to five minutes', async () => {
    for (const [at, pauseS] of [10, 20, 40, 80, 160, 300, 300, 300].entries()) {
      await waited()
      const before = Date.now()
      await town.at('2026-11-23 09:03')
      const { attempt, nextAt } = failures().at(-1)!
      const nextMs = new Date(String(nextAt)).getTime() - pauseS * 1000
      expect(attempt).toBe(at + 2)
      expect(nextMs).toBeGreaterThanOrEqual(before - 1)
      expect(nextMs).toBeLessThanOrEqual(Date.now() + 1)
    }
    expect(failures()).toHaveLength(9)
  })

  test('doctor and /metrics name it', async () => {
    expect(await doctor()).toEqual([expect.stringMatching(/^digest:console:broken（2026-11-23）已失败9次：.*disk full/)])
    expect(await metrics()).toEqual(['duban_job_failures{job="digest:console:broken"} 9'])
  })

  test('once it succeeds it is forgotten', async () => {
    await town.db.execute(sql`drop trigger refuse on outbound`)
    await waited()
    await town.at('2026-11-23 09:04')
    expect(await town.count('broken', '督办日报')).toBe(1)
    expect(await town.count(force, '督办日报')).toBe(1)
    expect(await doctor()).toEqual(['没有失败的'])
    expect(await metrics()).toEqual([])
  })

  test('housekeeping that failed at its hour is tried again the same way', async () => {
    let broken = true
    let ran = 0
    const backup: HouseJob = {
      name: 'backup',
      at: '03:40',
      async run() {
        ran++
        if (broken) throw new Error('no space left')
      },
    }
    await runHouse(town.deps, backup)
    await retryHouse(town.deps, [backup])
    expect([ran, await doctor()]).toEqual([1, [expect.stringMatching(/^house:backup（.*）已失败1次：no space left/)]])
    broken = false
    await waited()
    await retryHouse(town.deps, [backup])
    await retryHouse(town.deps, [backup])
    expect([ran, await doctor()]).toEqual([2, ['没有失败的']])
  })
})
