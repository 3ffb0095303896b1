import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  for (const name of ['civil-code-excerpt.txt', 'beijing-property-regulation.md'])
    await copyFile(new URL(`../fixtures/policy/${name}`, import.meta.url), join(shell.cwd, name))
})
afterAll(() => shell.database.close())

type Answer = { refused: boolean; text: string; citations: { clause: string; title: string; status: string }[] }
const ask = async (question: string) => (await shell.run(['ask', '--json', '--question', question])).json[0] as unknown as Answer

test('with the five documents nobody is told a voting threshold', async () => {
  expect(await ask('业主大会表决要几分之几同意')).toMatchObject({ refused: true, citations: [] })
  expect(await ask('北京市物业管理条例第七十条是什么')).toMatchObject({ refused: true })
})

test('once the law is imported the threshold is answered by its article', async () => {
  await shell.run('import policy civil-code-excerpt.txt --id civil-code')
  const { refused, text, citations } = await ask('业主大会表决要几分之几同意')
  expect(refused).toBe(false)
  expect(citations[0]).toMatchObject({ clause: 'civil-code/278', title: '中华人民共和国民法典（节选）', status: '现行' })
  expect(text).toContain('三分之二')
  expect(text).toContain('第二百七十八条·现行')
  expect(text).toMatch(/不构成法律意见/)
})

test('articles are found by title and number', async () => {
  await shell.run('import policy beijing-property-regulation.md --id wuye')
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
