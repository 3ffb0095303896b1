import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createContext } from '#src/domain/context.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { recordRuling } from '#src/domain/review/rule.ts'
import { inTransaction } from '#storage/db.ts'
import { findPlan } from '#storage/repositories/work.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  await shell.run('seed')
})
afterAll(() => shell.database.close())

const ask = async (question: string) => (await shell.run(['ask', '--question', question])).stdout

const rule = (text: string, at: string) =>
  inTransaction(shell.database.db, async (tx) => {
    const settings = { publicUrl: '', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
    const ctx = createContext({ ...settings, tx, actor: { type: 'operator' }, now: new Date(at), cause: 'operator' })
    const plan = await findPlan(tx, 'haidian-2025')
    await recordRuling(ctx, { plan: plan!, taskNo: 43, text }, { source: 'operator' })
  })

test('the flaw of the source is told until somebody decides', async () => {
  const answer = await ask('任务43的工作要求是什么')
  expect(answer).toContain('原文疑似有误，以专班解释为准')
  expect(answer).not.toContain('专班裁定')
})

test('from the next question on the decision is told with its day, and the flaw no longer waits', async () => {
  await rule('以任务描述为准，工作要求系误列。', '2026-11-23T10:00:00+08:00')
  const answer = await ask('任务43的工作要求是什么')
  expect(answer).toContain('原文疑似有误；专班裁定 2026-11-23：以任务描述为准，工作要求系误列')
  expect(answer).not.toContain('以专班解释为准')
  expect(await ask('任务44的工作要求是什么')).not.toContain('专班裁定')
})

test('the last decision counts', async () => {
  await rule('按垃圾分类宣传执行', '2026-12-01T10:00:00+08:00')
  const answer = await ask('任务43的工作要求是什么')
  expect(answer).toContain('专班裁定 2026-12-01：按垃圾分类宣传执行')
  expect(answer).not.toContain('系误列')
})
