import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBoard } from '#src/domain/disclosures/board.ts'
import { listDisclosureVersions } from '#storage/repositories/disclosure.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { voicesOf } from '#test/support/voices.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
})
afterAll(() => village.database.close())

const { manager, chair, nobody, owner } = voicesOf(() => village)

test('what is published is corrected with a reason, as a new version that somebody else reviews', async () => {
  expect((await manager('公示办理 登记 示例花园 D2 物业费=2.80元/㎡·月'))?.summary).toContain('更正须写明原因')
  expect((await manager('公示办理 登记 示例花园 D2 物业费=2.80元/㎡·月；停车费=160元/辆·月 原因：业主大会表决调价'))?.summary).toContain(
    '第2版已登记，等待',
  )
  expect((await owner('物业费多少钱'))?.summary).toContain('2.68')
  expect((await manager('公示办理 审核 示例花园 D2'))?.summary).toBe(
    '您没有办理示例花园该事项的权限，请联系该小区的业委会（物管会）、街镇。',
  )
  expect((await chair('公示办理 审核 示例花园 D2'))?.summary).toContain('第2版已公示，审核：示例花园业委会。')
  const answer = await owner('物业费多少钱')
  expect(answer?.summary).toBe('物业费：2.80元/㎡·月')
  expect(said(answer)).toContain('更正原因：业主大会表决调价')
  const [second, first] = await listDisclosureVersions(village.database.db, 'sample-garden', 'D2')
  expect(second).toMatchObject({ version: 2, status: 'published', preparedBy: '示例物业服务有限公司', reviewedBy: '示例花园业委会' })
  expect(second!.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(first!.lines[0]).toEqual({ label: '物业费', value: '2.68元/㎡·月' })
})

test('what is withdrawn leaves the board with its reason and stays in the history', async () => {
  expect((await manager('公示办理 撤下 示例花园 D3 原因：数据有误'))?.summary).toContain('没有办理')
  expect((await chair('公示办理 撤下 示例花园 D3'))?.summary).toContain('须写明原因')
  expect((await chair('公示办理 撤下 示例花园 D3 原因：维保单位有误'))?.summary).toContain('第1版已撤下：维保单位有误')
  expect(said(await owner('电梯谁维保'))).toContain('撤下：维保单位有误')
  const board = await findBoard(village.database.db, 'sample-garden', '2026-11-23')
  expect(board?.rows.find(({ item }) => item.code === 'D3')).toMatchObject({ withdrawn: { version: 1, on: '2026-11-23' } })
  expect(await listDisclosureVersions(village.database.db, 'sample-garden', 'D3')).toHaveLength(1)
})

test('a failing check of 公共收益 blocks publication with the words why', async () => {
  await manager('公示办理 登记 示例花园 D5 公共收益总额=10万元；公共收益合理成本=2万元；公共收益净额=9万元 原因：年度更新')
  expect((await chair('公示办理 审核 示例花园 D5'))?.summary).toMatch(/应为8\.00万元.*未发布/)
  expect((await listDisclosureVersions(village.database.db, 'sample-garden', 'D5'))[0]).toMatchObject({ version: 2, status: 'draft' })
})

test('a stranger and the manager of another estate get nowhere, owners cannot keep the board', async () => {
  expect((await nobody('公示办理 登记 示例花园 D7 车位=1'))?.summary).toContain('不在名册')
  expect((await chair('公示办理 审核 示例家园 D1'))?.summary).toContain('没有办理示例家园')
  expect((await owner('公示办理 撤下 示例花园 D1 原因：x'))?.summary).toContain('工作群')
})

test('badly spelt it is still asked of this estate', async () => {
  const ask = async (text: string) => (await village.say(text, { as: 'o7', in: 'court' }))?.summary
  expect(await ask('电体谁在维宝')).toBe(await ask('电梯谁在维保'))
  expect(await ask('那现在呢')).toBe(await ask('电梯谁在维保'))
  expect(await ask('電梯誰維保')).toBe(await ask('电梯谁维保'))
})

test('what only asks on is of what was asked before; a year nobody published is said to be missing', async () => {
  const ask = async (text: string) => (await village.say(text, { as: 'o8', in: 'garden' }))?.summary
  expect(await ask('那去年呢？')).not.toContain('公共收益')
  expect(await ask('公共收益多少')).toBe('公共收益净额（2025年）：32.40万元（示例）')
  expect(await ask('那去年呢？')).toBe('公共收益净额（2025年）：32.40万元（示例）')
  expect(await ask('前年呢')).toBe('公共收益净额（2024年）：未提供（示例）')
  expect(await ask('公共收益归谁')).not.toContain('32.40')
  expect(await ask('那海淀呢')).not.toContain('32.40')
})

test('another estate, however it is called, is not answered with this one; an item is known by a part of its title', async () => {
  expect((await owner('隔壁小区物业费多少'))?.summary).toContain('其他小区的公示请在其业主群查询')
  expect((await owner('项目经理电话'))?.summary).toBe('工作电话：010-00000001（示例）')
  expect((await manager('公示办理 登记 示例花园 生活垃圾 投放地点=1号楼东侧'))?.summary).toContain('「生活垃圾投放时间和地点」第1版已登记')
})

test('outside an owner group the estate must be named, and only what is public is told', async () => {
  expect((await manager('公示 收费标准'))?.summary).toContain('请写明是哪个小区')
  expect((await nobody('公示 示例家园 收费标准'))?.summary).toContain('1.45元')
  expect((await nobody('公示 示例花园 公共收益'))?.summary).toContain('仅本小区业主可见')
  expect((await manager('公示 示例花园 公共收益多少'))?.summary).toContain('32.40万元')
})

test('what the board lacks is read from the register or is 未提供, never the line beside it', async () => {
  const court = async (text: string) => (await village.say(text, { as: 'o9', in: 'court' }))?.summary
  expect(await court('物业合同什么时候到期')).toContain('2025年9月1日至2028年8月31日')
  expect(await court('项目经理电话多少')).toContain('项目负责人工作电话：未提供')
  expect(await court('公共收益多少')).toBe('示例家园未提供「公共收益净额」。')
})
