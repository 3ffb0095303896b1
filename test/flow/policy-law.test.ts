import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  for (const name of ['property-dispute-interpretation.md', 'beijing-property-regulation.md'])
    await copyFile(new URL(`../fixtures/policy/${name}`, import.meta.url), join(shell.cwd, name))
})
afterAll(() => shell.database.close())

type Answer = { refused: boolean; text: string; citations: { clause: string; title: string; status: string }[] }
const ask = async (question: string) => (await shell.run(['ask', '--json', '--question', question])).json[0] as unknown as Answer

test('with the five documents nobody is told what only a law says', async () => {
  expect(await ask('业主大会一年至少开几次')).toMatchObject({ refused: true, citations: [] })
  expect(await ask('物业重复收费，法院支持退还吗')).toMatchObject({ refused: true, citations: [] })
  expect(await ask('北京市物业管理条例第七十条是什么')).toMatchObject({ refused: true })
})

test('once the interpretation is imported its article answers, and is no advice', async () => {
  await shell.run('import policy property-dispute-interpretation.md --id jieshi')
  const { refused, text, citations } = await ask('物业擅自提高收费标准，业主抗辩法院支持吗')
  expect(refused).toBe(false)
  expect(citations[0]).toMatchObject({ clause: 'jieshi/2', status: '现行' })
  expect(text).toContain('擅自扩大收费范围')
  expect(text).toContain('第二条·现行')
  expect(text).toMatch(/不构成法律意见/)
})

test('once the regulation is imported the number is answered by its article', async () => {
  await shell.run('import policy beijing-property-regulation.md --id wuye')
  const { refused, text, citations } = await ask('业主大会定期会议每年至少召开几次')
  expect(refused).toBe(false)
  expect(citations[0]).toMatchObject({ clause: 'wuye/35', title: '北京市物业管理条例', status: '现行' })
  expect(text).toContain('每年至少召开一次')
})

test('what neither law nor plan says stays unsaid', async () => {
  expect(await ask('业主大会表决要几分之几同意')).toMatchObject({ refused: true, citations: [] })
})

test('articles are found by title and number', async () => {
  expect((await ask('北京市物业管理条例第七十条是什么')).citations[0]!.clause).toBe('wuye/70')
  expect((await ask('《北京市物业管理条例》第35条')).citations[0]!.clause).toBe('wuye/35')
})

test('law, city and district stand side by side, each labelled', async () => {
  const { text, citations } = await ask('公共收益归谁')
  expect(citations.map(({ clause }) => clause)).toEqual(expect.arrayContaining(['beijing-2025/16', 'wuye/74']))
  expect(text).toMatch(/——《北京市物业管理条例》第七十四条·现行/)
  expect(text).toMatch(/——《北京市物业服务质量三年行动计划（2025-2027年）》第16条·现行/)
})

test('what the plans of the district say is still answered from them', async () => {
  expect((await ask('海淀要给多少个老旧小区引入物业')).citations[0]!.clause).toMatch(/^haidian-2025/)
})
