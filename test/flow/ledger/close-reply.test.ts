import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listProofFiles } from '#storage/repositories/evidence.ts'
import { listLedgerItems } from '#storage/repositories/ledger.ts'
import { exportedFrom } from '#test/support/exported.ts'
import { saveStreets } from '#test/support/register.ts'
import { talkIn } from '#test/support/talk.ts'
import { startTown, type Town, until, wordsOf } from '#test/support/town.ts'

const work = 'oc_88888888888888888888888888888888'
const zhao = 'ou_zhao0000000000000000000000000000'
const qian = 'ou_qian0000000000000000000000000000'
const sun = 'ou_sun00000000000000000000000000000'
const li = 'ou_li000000000000000000000000000000'

const pdf = Buffer.from('%PDF-1.7 合同扫描件')

/** 销账 by replies to the estate's own card: words, photos and files. */
describe('an estate closed by replies', { timeout: 120_000 }, () => {
  let town: Town
  let cardId: string
  beforeAll(async () => {
    town = await startTown('PGlite', '2026-11-23T10:00:00+08:00')
    await town.write((tx) => saveStreets(tx, ['示例一街道', '示例二街道']))
    town.feishu.createChat(work, { name: '海淀区物业专班', members: [zhao, qian, sun, li] })
    await town.enrol(zhao, '赵干事', '示例一街道', 'street')
    await town.enrol(qian, '钱科长', '示例一街道', 'street')
    await town.enrol(sun, '孙干事', '示例二街道', 'street')
    await town.enrol(li, '李主任', '区物业管理工作专班', 'lead')
    await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
    await hear(zhao, '台账 引入物业 东里小区 失管')
    cardId = (await say(zhao, '销账 东里小区')).messageId
  }, 120_000)
  afterAll(() => town?.close())

  const { answerTo, say, sendFile, hear, now, press } = talkIn(() => town, work)
  const reply = (as: string, text: string) => hear(as, text, cardId)
  const shows = (words: string) => until(() => now(cardId).includes(words), `${words} on the card`)
  const file = async (as: string, name: string) => {
    const { messageId } = await sendFile(as, name, pdf, cardId)
    const answer = await answerTo(messageId, name)
    return { messageId, answer, words: wordsOf(answer) }
  }
  const files = async () => {
    const { db } = town.service.database
    const items = await listLedgerItems(db, 'haidian-2025', 'property-service')
    return (
      await listProofFiles(
        db,
        items.map(({ id }) => id),
      )
    ).map(({ proof, name, state }) => `${proof} ${name} ${state}`)
  }

  test('回复文件：按名称归入一项证明，卡片原处列出', async () => {
    expect((await file(zhao, '业主大会表决结果.pdf')).words).toBe('东里小区：推进中。还缺：共同决定、物业服务合同、依合同收费。')
    await shows('待补日期和说明；附件1个：业主大会表决结果.pdf')
    expect(await reply(zhao, '共同决定 2026-05-10 双过半通过')).toContain('还缺：物业服务合同、依合同收费。')
    await shows('2026年5月10日 双过半通过；附件1个：业主大会表决结果.pdf')
  })

  test('名称看不出是哪一项：先问，一键确认', async () => {
    const { answer, words } = await file(zhao, '扫描件001.pdf')
    expect(words).toContain('请确认：附件是「东里小区」的哪一项证明。')
    expect(await press(answer.messageId, zhao, { do: 'contract' })).toContain('还缺：物业服务合同、依合同收费。')
    await until(() => now(answer.messageId).includes('待补日期和说明；附件1个：扫描件001.pdf'), 'the question become the estate')
    await until(async () => (await files()).includes('contract 扫描件001.pdf stored'), 'the file kept')
  })

  test('别的街镇的人发文件、没有证明就申请：一句话说明，不改动', async () => {
    expect((await file(sun, '合同.pdf')).words).toContain('此步须由专班、街镇或承办单位进行')
    expect(await files()).toHaveLength(2)
    expect(await reply(zhao, '申请')).toBe('「东里小区」还缺2项证明：物业服务合同、依合同收费；补齐后再申请，本次未改动。')
  })

  test('撤回附件：从证明中去掉，经过里留一笔', async () => {
    const { messageId } = await file(zhao, '收费票据.pdf')
    expect(await hear(zhao, '销账 东里小区')).toContain('附件1个：收费票据.pdf')
    await town.feishu.people.recall(messageId)
    await until(async () => !(await hear(zhao, '销账 东里小区')).includes('附件1个：收费票据.pdf'), 'the file gone')
    expect(await hear(zhao, '销账 东里小区')).toContain('撤回附件：附件1个，消息已撤回')
  })

  test('合同和收费写明日期，随后回复「申请」「通过」「退回 原因」', async () => {
    expect(await reply(zhao, '合同 2026-06-01 合同编号 示例-12')).toContain('还缺：依合同收费。')
    expect(await reply(zhao, '收费 2026-07-20 首月收缴312户')).toContain('证明已齐，可以申请复核。')
    expect(await reply(zhao, '申请')).toContain('待街镇复核。请示例一街道复核。')
    expect(await reply(zhao, '通过')).toBe('申请人不能复核自己的申请，请由另一人复核。')
    expect(await reply(li, '通过')).toContain('此步须由小区所在街镇进行')
    expect(await reply(qian, '退回')).toContain('请写明退回的原因')
    expect(await reply(qian, '退回 合同缺页')).toBe('东里小区：推进中。证明已齐，可以申请复核。')
    await shows('退回：合同缺页')
    expect(await reply(zhao, '申请')).toContain('待街镇复核')
    expect((await file(zhao, '合同补页.pdf')).words).toContain('正在复核，如需更换证明请先退回')
    expect(await reply(qian, '通过')).toContain('待区级复核。请专班负责人复核。')
    expect(await reply(li, '通过')).toBe('东里小区：已销账。')
    await shows('东里小区：已销账。')
    expect(await reply(zhao, '申请')).toContain('于2026年11月23日已销账，不能重复销账')
    expect(town.feishu.doubles()).toBe(0)
  })

  test('复核以后撤回原文件：复核所依据的附件留存，导出的台账写明', async () => {
    const before = await files()
    const message = town.feishu.messages(work).find(({ content }) => content.includes('业主大会表决结果'))!
    await town.feishu.people.recall(message.messageId)
    expect(await hear(li, '销账 东里小区')).toContain('附件1个：业主大会表决结果.pdf')
    expect(await files()).toEqual(before)
    const rows = await exportedFrom(town, 'ledger', '老旧小区引入物业')
    expect(rows[1]).toContain('附件1个：业主大会表决结果.pdf')
    expect(rows[1]).toContain('附件1个：扫描件001.pdf')
  })
})
