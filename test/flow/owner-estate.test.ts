import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveFacilities } from '#storage/repositories/community.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { voicesOf } from '#test/support/voices.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
  await village.act(({ tx }) =>
    saveFacilities(tx, [{ communityId: 'sample-garden', code: '1-1', type: '电梯', inspectionDueOn: '2027-01-10' }]),
  )
})
afterAll(() => village.database.close())

const { manager, chair, owner } = voicesOf(() => village)

test('the register of an estate with what it lacks as 未提供, and a form to mend one value', async () => {
  const post = await manager('小区 示例花园')
  expect(post?.summary).toBe('示例花园：商品房，市场化，业主组织业委会。')
  expect(said(post)).toContain('{"label":"业主组织届满日","value":"未提供"}')
  expect(said(post)).toContain('电梯1-1：检验到期2027年1月10日，维保未提供')
  const { args, version } = post!.form!
  expect(await village.submit('小区', { ...args, label: '户数', value: '1210' }, version, { as: 'manager', in: 'company' })).toBe(
    '已修改：示例花园 户数由1208改为1210。',
  )
})

test.each([
  ['小区 示例花园 业主组织届满日=2027年6月30日', '已修改：示例花园 业主组织届满日由未提供改为2027-06-30。'],
  ['小区 示例花园 设备1-1 检验到期日=2027-05-20', '已修改：示例花园 1-1 检验到期日由2027-01-10改为2027-05-20。'],
  ['小区 示例花园 电梯1-1 维保单位=示例电梯公司', '已修改：示例花园 电梯1-1 维保单位由未提供改为示例电梯公司。'],
  ['小区 示例花园 备案日=2024-04-10', '已修改：示例花园 备案日由未提供改为2024-04-10。'],
  ['小区 示例花园 户数=很多', '户数应为整数，未修改。'],
  ['小区 示例花园 届满日=2020-01-01', '届满日不能早于起始日，未修改。'],
  ['小区 示例花园 设备1-1 维保电话=13800000000', '维保电话应为单位电话，未修改。'],
  ['小区 示例花园 设备9-9 检验到期日=2027-05-20', '示例花园没有设备「9-9」'],
  ['小区 示例花园 颜色=红', '没有「颜色」这一项'],
  ['小区 没有的小区', '名册中没有小区「没有的小区」'],
])('%s → %s', async (text, words) => {
  expect((await manager(text))?.summary).toContain(words)
})

test('a mended value counts at once; who has no part in the estate mends nothing', async () => {
  expect(said(await manager('法定期限 示例花园'))).toContain('电梯1-1检验到期前1个月申请检验：2027年4月20日')
  expect((await chair('小区 示例家园 户数=1'))?.summary).toContain('没有办理示例家园')
  expect((await owner('小区 示例花园'))?.summary).toContain('工作群')
  expect((await manager('小区 示例花园'))?.blocks?.[0]).toMatchObject({
    facts: expect.arrayContaining([{ label: '户数', value: '1210' }]),
  })
})
