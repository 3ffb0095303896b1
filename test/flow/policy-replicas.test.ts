import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerQuestion } from '#src/domain/policy/answer/answer.ts'
import { createPolicyProvider, type PolicyProvider } from '#src/domain/policy/provider.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  await shell.run('seed')
})
afterAll(() => shell.database.close())

const ask = async (replica: PolicyProvider) =>
  answerQuestion(await replica(shell.database.db), { question: '空余车位可以怎么出租', audience: 'owner', todayOn: '2026-11-23' }).text

const importText = async (second: string) => {
  const text = `小区停车管理办法\n第一条 停车位先满足业主。\n第二条 ${second}\n第三条 本办法自发布起施行。\n`
  await writeFile(join(shell.cwd, 'parking.txt'), text)
  expect((await shell.run('import policy parking.txt --id parking')).code).toBe(0)
}

test('every replica answers the next question from the changed text', async () => {
  const replicas = [createPolicyProvider(loadSeedLexicon()), createPolicyProvider(loadSeedLexicon())]
  await importText('空余车位可按月出租。')
  for (const replica of replicas) expect(await ask(replica)).toContain('可按月出租')
  await importText('空余车位可按日出租。')
  for (const replica of replicas) expect(await ask(replica)).toContain('可按日出租')
})

test('all who ask at once are answered from one index', async () => {
  const replica = createPolicyProvider(loadSeedLexicon())
  const given = await Promise.all(Array.from({ length: 20 }, () => replica(shell.database.db)))
  expect(new Set(given).size).toBe(1)
})
