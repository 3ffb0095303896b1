import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveFunds } from '#storage/repositories/estate.ts'
import { openVillage, said, type Village } from '#test/support/owners.ts'
import { voicesOf } from '#test/support/voices.ts'

let village: Village
beforeAll(async () => {
  village = await openVillage()
})
afterAll(() => village.database.close())

const { manager, chair, nobody, owner } = voicesOf(() => village)

test('entries are kept apart, numbered, and never silently changed', async () => {
  expect((await manager('收益账 示例花园 2026'))?.summary).toBe('示例花园2026年公共收益账目：未提供。')
  expect((await manager('收益账 登记 示例花园 收入 停车 60000元 2026-10-31 10月临时停车'))?.summary).toBe(
    '已登记GY20261123-0001：示例花园2026年10月31日停车收入60000.00元。',
  )
  await manager('收益账 登记 示例花园 收入 广告 40,000.5元 2026-09-30')
  await manager('收益账 登记 示例花园 成本 停车 10000元 2026-10-31')
  await manager('收益账 登记 示例花园 收入 其他 5000元 2026-10-01')
  expect((await manager('收益账 冲销 示例花园 GY20261123-0004 原因：重复登记'))?.summary).toContain('已冲销：重复登记')
  expect((await manager('收益账 冲销 示例花园 GY20261123-0004 原因：重复登记'))?.summary).toContain('已冲销：重复登记')
  const account = await manager('收益账 示例花园')
  expect(account?.summary).toBe('示例花园2026年公共收益净额90000.50元（收入100000.50元－成本10000.00元）。')
  expect(said(account)).toContain('不与物业费合并')
})

test('fees never come in, nor a day to come, nor an amount without end; the form does the same as words', async () => {
  expect((await manager('收益账 登记 示例花园 收入 其他 300元 2026-10-31 三季度物业费'))?.summary).toContain('物业费等收费不属于公共收益')
  expect((await manager('收益账 登记 示例花园 收入 其他 300元 2027-01-31'))?.summary).toContain('还没有到')
  expect((await manager('收益账 登记 示例花园 收入 停车 一万元'))?.summary).toContain('请这样写')
  const values = { step: '登记', community: 'sample-garden', kind: '转入维修资金', source: '其他', amount: '20000' }
  expect(await village.submit('收益账', values, 1, { as: 'manager', in: 'company' })).toContain('转入维修资金20000.00元')
})

test('while the fund is low, less than half of the net moved there blocks publication with the words why', async () => {
  await village.act(({ tx }) =>
    saveFunds(tx, [{ communityId: 'sample-garden', asOfOn: '2026-09-30', balance: 200_000_000, firstRequired: 980_000_000 }]),
  )
  expect(said(await manager('收益账 示例花园'))).toContain('暂不能公示：维修资金余额不足首期应筹集额的30%')
  const refused = await manager('收益账 公示 示例花园 2026 原因：年度更新')
  expect(refused?.summary).toBe(
    '维修资金余额不足首期应筹集额的30%，公共收益净额应有不少于50%（45000.25元）补充维修资金，已转入20000.00元（《北京市物业管理条例》第七十四条）。未公示，请更正账目后再办理。',
  )
  await manager('收益账 登记 示例花园 转入维修资金 其他 30000元')
  expect((await manager('收益账 公示 示例花园 2026'))?.summary).toContain('更正须写明原因')
  expect((await manager('收益账 公示 示例花园 2026 原因：年度更新'))?.summary).toContain('已登记，等待')
})

test('what the account says at the review is what is published; what has moved on meanwhile is not', async () => {
  await manager('收益账 登记 示例花园 收入 停车 10000元 2026-11-20')
  expect((await chair('公示办理 审核 示例花园 D5'))?.summary).toContain('公共收益净额90000.50元与账目100000.50元不符')
  await manager('收益账 冲销 示例花园 GY20261123-0007 原因：下月入账')
  expect((await chair('公示办理 审核 示例花园 D5'))?.summary).toContain('已公示')
  const answer = await owner('公共收益多少')
  expect(answer?.summary).toBe('公共收益净额（2026年）：90000.50元')
})

test('another company, a stranger and an owner do not keep the account', async () => {
  expect((await nobody('收益账 登记 示例花园 收入 停车 1元'))?.summary).toContain('没有办理')
  expect((await chair('收益账 示例家园'))?.summary).toContain('没有办理示例家园')
  expect((await owner('收益账 示例花园'))?.summary).toContain('工作群')
})
