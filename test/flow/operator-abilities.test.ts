import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { loadConfig } from '#src/config.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { runOperator } from '#src/operator/program.ts'
import type { Database } from '#storage/db.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { type FakeFeishu, startFakeFeishu } from '#test/fakes/feishu/index.ts'
import { openPgliteCopy } from '#test/support/databases.ts'
import { lark } from '#test/support/town.ts'

/** `doctor` asks the platform itself, in words an IT officer understands. */

let feishu: FakeFeishu
let database: Database
beforeAll(async () => {
  feishu = await startFakeFeishu(lark)
  database = await openPgliteCopy()
})
afterAll(async () => {
  await feishu.close()
  await database.close()
})

const doctor = async (appSecret: string) => {
  const config = loadConfig({
    LARK_APP_ID: lark.appId,
    LARK_APP_SECRET: appSecret,
    LARK_ENCRYPT_KEY: lark.encryptKey,
    LARK_VERIFICATION_TOKEN: lark.verificationToken,
    LARK_DOMAIN: feishu.url,
  })
  const settings = { publicUrl: config.publicUrl, calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
  const open = async () => ({ database, settings })
  return runOperator(['doctor'], { config, clock: systemClock, cwd: '.', stdin: async () => '', open })
}

test('right credentials: the abilities it needs are there', async () => {
  const { stdout } = await doctor(lark.appSecret)
  expect(stdout).toMatch(/\[正常\].*发送消息/)
  expect(stdout).toMatch(/\[正常\].*更新卡片/)
})

test('a wrong secret is said, and never shown', async () => {
  const { code, stdout } = await doctor('a-wrong-secret-9f3')
  expect(code).toBe(1)
  expect(stdout).toMatch(/\[故障\].*(App Secret|LARK_APP_SECRET|密钥|凭证)/)
  expect(stdout).not.toContain('a-wrong-secret-9f3')
})
