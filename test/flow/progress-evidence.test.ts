import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAuditAfter } from '#storage/repositories/audit.ts'
import { listWorkFiles } from '#storage/repositories/evidence.ts'
import { li, parts, wang, zhang } from '#test/support/cast.ts'
import { exportedFrom } from '#test/support/exported.ts'
import { talkIn } from '#test/support/talk.ts'
import { type Town, until, wordsOf } from '#test/support/town.ts'
import { startWorkGroup, work } from '#test/support/work-group.ts'

const pdf = Buffer.from('%PDF-1.7 现场检查记录')
const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const program = Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0])

/** Photos and files sent in the group become evidence of what was reported. */
describe('evidence', { timeout: 120_000 }, () => {
  let town: Town
  beforeAll(async () => {
    town = await startWorkGroup([parts.zhang, parts.sun, parts.wang, parts.li])
  }, 120_000)
  afterAll(() => town?.close())

  const { answerTo, find, card, onCard, hear, now, press, sendFile } = talkIn(() => town, work)
  const wordsTo = async (messageId: string) => wordsOf(await answerTo(messageId))
  const file = async (as: string, name: string, bytes: Buffer) => sendFile(as, name, bytes, (await card()).messageId)
  const picture = async (as: string, text: string) => {
    town.feishu.extras.keep('img_v3_0001', { bytes: photo, mediaType: 'image/jpeg', name: '现场.jpg' })
    const content = [
      [
        { tag: 'text', text },
        { tag: 'img', image_key: 'img_v3_0001' },
      ],
    ]
    const { messageId } = await town.feishu.say(work, as, '', {
      as: { type: 'post', content: { title: '', content } },
      replyTo: (await card()).messageId,
    })
    return messageId
  }
  const kept = () => listWorkFiles(town.service.database.db, { planId: 'haidian-2025', occurrence: '5/2026@11-30', unit: '区房管局' })

  test('先发文件后报进展：文件等这句话，随该次填报留存', async () => {
    const { messageId } = await file(zhang, '名单.pdf', pdf)
    expect(await wordsTo(messageId)).toBe('已收到附件1个：名单.pdf（接收中）。进展请另写一句，如「任务5 80%」，附件随该次填报留存。')
    expect(await hear(zhang, '任务5 80% 已评选8个', (await card()).messageId)).toBe('已记录：任务5（区房管局）推进中，80%，附件1个。')
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    await until(async () => (await kept())[0]?.state === 'stored', 'the file kept')
    expect(await kept()).toMatchObject([{ name: '名单.pdf', sha256, bytes: pdf.length, mediaType: 'application/pdf' }])
  })

  test('别的单位往卡片上发文件：一句话说明，不保存', async () => {
    const { messageId } = await file(wang, '无关.pdf', pdf)
    expect(await wordsTo(messageId)).toBe('此卡片由区房管局填报，您所在单位不承办，附件未保存。')
    expect(await kept()).toHaveLength(1)
  })

  test('报完成连同照片：审核卡片列出名称、类型和件数，收妥后注明大小', async () => {
    expect(await wordsTo(await picture(zhang, '任务5 已全部完成'))).toContain('待专班审核（编号1），附件1个。')
    const { messageId } = await find('办结审核 区房管局 任务5')
    await until(() => now(messageId).includes('2个：名单.pdf（PDF，1KB）、图片（JPEG，1KB）'), 'both on the review card')
  })

  test('报完成之后补发的文件记在该次填报名下；不收的文件一句话说明，不上卡片', async () => {
    const { messageId: review } = await find('办结审核 区房管局 任务5')
    const { messageId } = await file(zhang, '公示.pdf', pdf)
    expect(await wordsTo(messageId)).toBe('已收到附件1个：公示.pdf（接收中），作为任务5（区房管局）所报进展的佐证。')
    await until(() => now(review).includes('3个：') && now(review).includes('公示.pdf（PDF，1KB）'), 'the third file')
    const refused = await file(zhang, '通知.exe', program)
    await find('附件《通知.exe》未保存：只保存文档、表格、图片和文本。')
    await until(() => now(review).includes('3个：') && !now(review).includes('通知.exe'), 'the refused file gone')
    expect((await kept()).some(({ key }) => key === refused.key)).toBe(false)
  })

  test('撤回文件：审核卡片上随即不见；办结以后撤回，所依据的佐证留存', async () => {
    const { messageId: review } = await find('办结审核 区房管局 任务5')
    const { messageId } = await file(zhang, '误发.pdf', pdf)
    await until(() => now(review).includes('误发.pdf（PDF'), 'the fourth file')
    await town.feishu.people.recall(messageId)
    await until(() => now(review).includes('3个：') && !now(review).includes('误发.pdf'), 'the recalled file gone')
    expect(await press(review, li, { verdict: 'pass', reason: '' })).toContain('已通过')
    await onCard('办结')
    const photoMessage = (await kept()).find(({ kind }) => kind === 'image')!.messageId
    await town.feishu.people.recall(photoMessage)
    const late = await file(zhang, '补充.pdf', pdf)
    expect(await wordsTo(late.messageId)).toBe('任务5已办结，附件未保存；如需补充请联系专班负责人重开。')
    expect(await kept()).toHaveLength(3)
    expect(now(review)).toContain('3个：')
  })

  test('导出的任务表写明佐证，审计记录里有每个文件的校验值', async () => {
    const rows = await exportedFrom(town, 'tasks', '任务')
    expect(rows.find(([no]) => no === '5')!.at(-1)).toMatch(/区房管局 2026-11-23 已完成 100% .*附件3个：名单.pdf、图片、公示.pdf/)
    const trail = await listAuditAfter(town.service.database.db, 0, 1000)
    const stored = trail.filter(({ action }) => action === 'evidence.stored').map(({ after }) => after)
    expect(stored).toContainEqual(expect.stringContaining(createHash('sha256').update(pdf).digest('hex')))
    expect(trail.filter(({ action }) => action === 'evidence.withdraw')).toHaveLength(1)
  })

  test('直接对卡片回复「通过」「退回 原因」，与按按钮一样', async () => {
    await hear(li, '重开 5 区房管局 抽查发现未落实')
    expect(await hear(zhang, '完成 5 公示材料已补')).toContain('待专班审核')
    const { messageId } = await find('区房管局报任务5已完成，请审核')
    expect(await hear(zhang, '通过', messageId)).toContain('需由专班负责人进行')
    expect(await hear(li, '退回', messageId)).toBe('退回须写明理由，本次未处理。')
    expect(await hear(li, '退回 缺验收单', messageId)).toContain('已退回：办结审核 任务5')
    await onCard('退回：缺验收单')
    expect(town.feishu.doubles()).toBe(0)
  })
})
