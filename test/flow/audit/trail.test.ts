import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Change, forgetPerson, recordAudit, recordAudits } from '#src/domain/audit/record.ts'
import { verifyAudit } from '#src/domain/audit/verify.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { type Actor, createContext, type DomainContext } from '#src/domain/context.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { type Database, inTransaction } from '#storage/db.ts'
import { codeOf } from '#storage/errors.ts'
import { listAuditAfter } from '#storage/repositories/audit.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { onEachDatabase } from '#test/support/databases.ts'

const settings = { publicUrl: '', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
const zhang: Actor = { type: 'person', channel: 'lark', userId: 'ou_zhang', name: '张工', memberships: [] }

const as = (database: Database, actor: Actor, work: (ctx: DomainContext) => Promise<unknown>) =>
  inTransaction(database.db, async (tx) => {
    await work(createContext({ ...settings, tx, actor, now: new Date('2026-11-23T09:30:00+08:00'), cause: 'lark:evt_1' }))
  })
const change = (n: number): Change => ({ subject: `plan:p${n}`, action: 'plan.create', after: { n } })
const trail = (database: Database) => listAuditAfter(database.db, 0, 10_000)

/** Somebody with the database's own rights, the guard taken away first. */
const tamper = (database: Database, statement: ReturnType<typeof sql>) =>
  database.db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_event disable trigger all`)
    await tx.execute(statement)
    await tx.execute(sql`alter table audit_event enable trigger all`)
  })

onEachDatabase((_name, open) => {
  test('every change is in the chain, in order, with who and why', async () => {
    const database = await open()
    await as(database, { type: 'operator' }, (ctx) => recordAudits(ctx, [change(1), change(2)]))
    await as(database, zhang, (ctx) => recordAudit(ctx, { ...change(3), before: { n: 0 } }))
    const rows = await trail(database)
    expect(rows.map(({ seq, actor, subject, source }) => [seq, actor.slice(0, 2), subject, source])).toEqual([
      [1, 'op', 'plan:p1', 'lark:evt_1'],
      [2, 'op', 'plan:p2', 'lark:evt_1'],
      [3, 'p-', 'plan:p3', 'lark:evt_1'],
    ])
    expect(rows[2]).toMatchObject({ before: '{"n":0}', after: '{"n":3}', prevHash: rows[1]!.hash })
    expect(await verifyAudit(database.db)).toEqual({ checked: 3, head: { seq: 3, hash: rows[2]!.hash }, breaks: [] })
  })

  test('what is taken back leaves no row and no gap', async () => {
    const database = await open()
    await as(database, zhang, (ctx) => recordAudit(ctx, change(1)))
    const refused = as(database, zhang, async (ctx) => {
      await recordAudit(ctx, change(2))
      throw new Error('refused')
    })
    await expect(refused).rejects.toThrow('refused')
    await as(database, zhang, (ctx) => recordAudit(ctx, change(3)))
    expect((await trail(database)).map((row) => row.subject)).toEqual(['plan:p1', 'plan:p3'])
    expect((await verifyAudit(database.db)).breaks).toEqual([])
  })

  test('forty writers at once make one chain', async () => {
    const database = await open()
    await Promise.all(Array.from({ length: 40 }, (_, n) => as(database, zhang, (ctx) => recordAudit(ctx, change(n)))))
    expect((await trail(database)).map((row) => row.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
    expect(await verifyAudit(database.db)).toMatchObject({ checked: 40, breaks: [] })
  })

  test('the database refuses to change, remove or empty it', async () => {
    const database = await open()
    await as(database, zhang, (ctx) => recordAudit(ctx, change(1)))
    for (const statement of [
      sql`update audit_event set subject = 'plan:x'`,
      sql`delete from audit_event where seq = 1`,
      sql`truncate audit_event`,
    ]) {
      expect(codeOf(await database.db.execute(statement).catch((error: unknown) => error))).toBe('42501')
    }
    expect(await trail(database)).toHaveLength(1)
  })

  test('a row changed, removed or put in behind its back is named', async () => {
    const database = await open()
    await as(database, zhang, (ctx) => recordAudits(ctx, [1, 2, 3, 4].map(change)))
    await tamper(database, sql`update audit_event set after = '{"n":7}' where seq = 2`)
    await tamper(database, sql`delete from audit_event where seq = 3`)
    await tamper(
      database,
      sql`insert into audit_event select 9, at, actor, action, 'plan:p9', before, after, source, hash, hash from audit_event where seq = 4`,
    )
    const { breaks } = await verifyAudit(database.db)
    expect(breaks).toMatchObject([
      { what: 'changed', event: { seq: 2, subject: 'plan:p2' } },
      { what: 'removed', from: 3, to: 3 },
      { what: 'inserted', event: { seq: 9, subject: 'plan:p9' } },
    ])
  })

  test('an end noted elsewhere uncovers a chain made anew', async () => {
    const database = await open()
    await as(database, zhang, (ctx) => recordAudits(ctx, [1, 2, 3].map(change)))
    const { head: noted } = await verifyAudit(database.db)
    await as(database, zhang, (ctx) => recordAudit(ctx, change(4)))
    expect((await verifyAudit(database.db, noted)).breaks).toEqual([])
    await tamper(database, sql`delete from audit_event`)
    await database.db.execute(sql`delete from audit_head`)
    await as(database, zhang, (ctx) => recordAudits(ctx, [1, 2, 5].map(change)))
    expect((await verifyAudit(database.db)).breaks).toEqual([])
    expect((await verifyAudit(database.db, noted)).breaks).toEqual([{ what: 'rewritten', seq: 3 }])
  })

  test('a forgotten person is nobody in the trail, and the chain holds', async () => {
    const database = await open()
    await as(database, zhang, (ctx) => recordAudit(ctx, change(1)))
    await as(database, zhang, (ctx) => recordAudit(ctx, change(2)))
    await as(database, { type: 'operator' }, (ctx) => forgetPerson(ctx.tx, 'lark', 'ou_zhang'))
    const rows = await trail(database)
    expect(new Set(rows.map((row) => row.actor)).size).toBe(1)
    expect(JSON.stringify(rows)).not.toMatch(/ou_zhang|张工/)
    expect((await verifyAudit(database.db)).breaks).toEqual([])
    await as(database, zhang, (ctx) => recordAudit(ctx, change(3)))
    expect((await trail(database))[2]!.actor).not.toBe(rows[0]!.actor)
  })
})
