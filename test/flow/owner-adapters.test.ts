import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#storage/db.ts'
import { saveOrders } from '#storage/repositories/estate.ts'
import { saveMember } from '#storage/repositories/people.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { saveSampleEstates } from '#test/support/register.ts'
import { voicesOf } from '#test/support/voices.ts'
import { openShell, type Shell } from './operator-shell.ts'

describe('阳光物业、北京物业：公示内容以文件交换', () => {
  let shell: Shell
  beforeAll(async () => {
    shell = await openShell()
    await shell.run('seed')
    await inTransaction(shell.database.db, async (tx) => {
      await saveSampleEstates(tx)
    })
  })
  afterAll(() => shell.database.close())
  const text = async (file: string) => (await readFile(join(shell.cwd, file), 'utf8')).replace('\ufeff', '').split('\r\n')

  test('the export is a CSV or a workbook in the columns that the import reads, with version and hash', async () => {
    expect((await shell.run('export disclosures --out board.csv')).lines[0]).toMatch(/^已导出\d+行/)
    const [titles, first] = await text('board.csv')
    expect(titles).toBe('小区,公示项目,内容,公示值,公示日期,编制单位,审核单位,更正原因,版本,校验值')
    expect(first).toContain('sample-court,D1,')
    expect((await shell.run('export disclosures --out board.xlsx')).stderr).toBe('')
  })

  test('what the platform gives back comes in again: the same is nothing new, another value is a correction with its reason', async () => {
    expect((await shell.run('import disclosures board.csv')).lines.at(-1)).toBe('已导入：新增0，更新0，不变6。')
    const [titles, ...lines] = await text('board.csv')
    const garden = lines.filter((line) => line.startsWith('sample-garden,D2,'))
    const file = (rows: string[]) => writeFile(join(shell.cwd, 'back.csv'), [`\ufeff${titles}`, ...rows].join('\r\n'))
    await file(garden.map((line) => line.replace('2.68', '2.80')))
    expect((await shell.run('import disclosures back.csv')).lines[0]).toContain('须写明更正原因')
    await file(garden.map((line) => line.replace('2.68', '2.80').replace(/^((?:[^,]*,){7})[^,]*,/, '$1阳光物业系统更正,')))
    expect((await shell.run('import disclosures back.csv')).lines.at(-1)).toContain('更新1')
  })

  test('what Chinese Excel saves is read; what is neither is refused in one line', async () => {
    const gb = Buffer.from('d0a1c7f82cb9abcabecfeec4bf0d0a', 'hex')
    await writeFile(join(shell.cwd, 'gb.csv'), gb)
    expect((await shell.run('import disclosures gb.csv')).lines.join()).toContain('表头与现在的模板不符')
    await writeFile(join(shell.cwd, 'quote.csv'), '小区,公示项目\n"未关')
    expect((await shell.run('import disclosures quote.csv')).stderr).toContain('引号不成对')
    await writeFile(join(shell.cwd, 'junk.csv'), Buffer.from([0, 1, 2, 3, 255, 254]))
    expect((await shell.run('import disclosures junk.csv')).stderr).toMatch(/不是 \.xlsx/)
  })

  test('a cell that a spreadsheet would run as a formula is text on the way out and the same again on the way in', async () => {
    const row = `sample-garden,D18,投放时间,"'=HYPERLINK(""x"")",2026-11-02,甲,乙,,,`
    await writeFile(join(shell.cwd, 'f.csv'), `小区,公示项目,内容,公示值,公示日期,编制单位,审核单位,更正原因\n${row}`.replace(/,,$/, ''))
    await shell.run('import disclosures f.csv')
    await shell.run('export disclosures --out g.csv')
    expect((await text('g.csv')).find((line) => line.includes('D18'))).toContain(`"'=HYPERLINK(""x"")"`)
  })
})

describe('京通、12345、京海修、物业+：入口和转办', () => {
  let village: Village
  beforeAll(async () => {
    village = await openVillage()
    await village.act(({ tx }) =>
      saveMember(tx, { channel: 'lark', userId: 'lead', workspaceId: 'haidian', unit: '区房管局', role: 'lead', name: '李处' }),
    )
  })
  afterAll(() => village.database.close())

  const { manager, clerk, nobody } = voicesOf(() => village)
  let asked = 0
  const owner = (text: string) => village.say(text, { as: `o${++asked}`, in: 'garden' })
  const lead = (text: string) => village.say(text, { as: 'lead', in: 'company' })

  test('京通：votes go there, the group only collects opinions; the district’s own address becomes the link', async () => {
    const before = await owner('在哪投票')
    expect(before?.summary).toBe('京通：业主大会电子投票、查看物业服务信息。')
    expect(said(before)).toContain('非约束性意向')
    expect(before?.links).toEqual([])
    expect((await lead('办事入口 设置 京通 http://jing.example'))?.summary).toContain('https://')
    expect((await lead('办事入口 设置 京通 https://user:pw@jing.example'))?.summary).toContain('未设置')
    expect((await manager('办事入口 设置 京通 https://evil.example'))?.summary).toContain('专班负责人')
    await lead('办事入口 设置 京通 https://jingtong.example/vote')
    expect((await owner('京通入口'))?.links).toEqual([{ label: '京通', url: 'https://jingtong.example/vote' }])
  })

  test.each(['京海修', '物业+'])('%s：自愿有偿', async (name) => {
    expect(said(await owner(name))).toContain('自愿有偿')
  })

  test.each(['阳光物业', '北京物业', '12345'])('%s has its entry', async (name) => {
    expect((await owner(`办事入口 ${name}`))?.summary).toContain(name)
  })

  test('all entries at once, and one nobody knows', async () => {
    expect(said(await owner('办事入口'))).toContain('京海修：居家维修等便民服务（自愿有偿）')
    expect((await owner('办事入口 天气'))?.summary).toContain('现有：京通')
    const unbound = await village.say('办事入口', { as: 'o1', in: 'elsewhere', chatType: 'direct' })
    expect(unbound?.summary).toBe('请在已绑定的群内查看办事入口。')
  })

  test('12345：words to hand on, without who; the order’s figures per estate, for those who answer for it', async () => {
    const handOff = await owner('转12345 3号楼电梯停运三天没人修')
    expect(said(handOff)).toContain('反映示例一街道示例花园：3号楼电梯停运三天没人修。物业服务企业：示例物业服务有限公司。')
    expect((await owner('转12345 我电话13800000000 电梯坏了'))?.summary).toMatch(/个人信息/)
    await village.act(async ({ tx }) => {
      const order = {
        workspaceId: 'haidian',
        communityId: 'sample-garden',
        receivedOn: '2026-11-03',
        topic: '电梯',
        solved: null,
        satisfied: null,
      }
      await saveOrders(tx, [
        { ...order, id: 'a', dueOn: '2026-11-10', closedOn: '2026-11-09', solved: '是', satisfied: '否' },
        { ...order, id: 'b', dueOn: '2026-11-12', closedOn: null },
        { ...order, id: 'c', dueOn: null, closedOn: null, topic: '停车' },
      ])
    })
    const counts = await manager('工单 示例花园')
    expect(counts?.summary).toBe('2026-11受理3件，办结1件，超时1件。')
    expect(said(counts)).toContain('示例花园：受理3，办结1，超时1；解决率1/1，满意率0/1')
    expect(said(counts)).toContain('"label":"电梯","value":"2件"')
    expect((await lead('工单 2026-10'))?.summary).toBe('2026-10没有导入12345工单，未提供。')
    expect((await nobody('工单 示例花园'))?.summary).toContain('由本小区物业企业、街镇和专班查看')
    expect((await clerk('工单 示例家园'))?.summary).toContain('由本小区物业企业、街镇和专班查看')
  })
})
