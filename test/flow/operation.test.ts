import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '#src/log.ts'
import { closeOutbound, enqueueOutbound } from '#storage/repositories/outbound.ts'
import { lark, startTown, type Town, until, wordsOf } from '#test/support/town.ts'

/** What an operator sees of a morning: the log of the whole of it, and the metrics. */

const work = 'oc_11111111111111111111111111111111'
const liaison = 'ou_22222222222222222222222222222222'
const owners = 'garden@chatroom'

type Line = { level: number; msg: string; id?: string; [key: string]: unknown }

describe.each(['PGlite', 'Postgres'] as const)('on %s', (database) => {
  let town: Town
  let written = ''
  const lines = (): Line[] =>
    written
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  beforeAll(async () => {
    const sink = new Writable({
      write(chunk, _, done) {
        written += chunk
        done()
      },
    })
    town = await startTown(database, '2026-11-23T09:29:58+08:00', { log: createLog('debug', sink) })
    town.feishu.createChat(work, { name: '海淀区物业专班', members: [liaison] })
    town.wechat.createContact('chen', '陈女士')
    town.wechat.createRoom(owners, '业主群', ['chen'])
    await town.enrol(liaison, '张建国', '区房管局', 'liaison')
    await town.bind({ channel: 'lark', chatId: work, kind: 'work' })
  })
  afterAll(() => town.close())

  const answerTo = (messageId: string) =>
    until(() => town.feishu.sent(work).find((message) => message.parentId === messageId), 'the answer')
  const trail = (id: string) => lines().filter((line) => line.id === id)
  const metrics = async () => (await fetch(`${town.service.url}/metrics`)).text()
  const value = async (name: string) => {
    const line = (await metrics()).split('\n').find((one) => one.startsWith(`${name} `))
    return line === undefined ? undefined : Number(line.slice(name.length))
  }

  test('one event can be followed by its id from the webhook to the answer', async () => {
    town.clock.jumpTo(new Date('2026-11-23T09:31:00+08:00'))
    await until(() => town.feishu.sent(work).find((message) => wordsOf(message).includes('到期提醒')), 'the card')
    const { messageId } = await town.feishu.say(work, liaison, '进度 5 60% 王小明13800138000已评选6个', { mention: true })
    const answer = await answerTo(messageId)
    expect(wordsOf(answer)).toContain('已记录')
    const first = await until(() => lines().find(({ msg, kind }) => msg === 'received' && kind === 'message'), 'its first line')
    const last = await until(() => trail(first.id!).find(({ outbound }) => outbound === `answer:${first.id}`), 'its last line')
    expect(last).toMatchObject({ msg: 'sent', message: answer.messageId, chat: work, tries: 1 })
    expect(trail(first.id!).map(({ msg }) => msg)).toEqual(expect.arrayContaining(['received', 'handled', 'sent']))
  })

  test('what a job sends can be followed to the job’s turn', async () => {
    const sent = lines().find(({ msg, outbound }) => msg === 'sent' && String(outbound).startsWith('card:'))
    expect(sent?.id).toMatch(/^remind:.*@2026-11-23$/)
  })

  test('a send that fails says so under the same id, and is counted', async () => {
    town.feishu.fault({ on: 'reply', kind: '500-before' })
    town.feishu.fault({ on: 'reply', kind: 'scope' })
    await town.feishu.say(work, liaison, '任务 5', { mention: true })
    const failed = await until(() => lines().find(({ msg }) => msg === 'send failed'), 'the failure')
    expect(trail(failed.id!).map(({ msg }) => msg)).toContain('received')
    expect(await value('duban_sends_total{channel="lark",outcome="ambiguous"}')).toBe(1)
  })

  test('the metrics: what waits and for how long, what stopped, what was sent, how fast events were taken', async () => {
    await town.feishu.say(work, liaison, '物业费收缴率怎么算', { mention: true })
    await town.write(async (tx) => {
      const chat = { channel: 'wechat' as const, chatId: 'nobody@chatroom' }
      await enqueueOutbound(tx, { key: 'stopped', ...chat, post: { summary: '通知' }, cause: 'test', createdAt: town.clock.now() })
      await closeOutbound(tx, 'stopped', { state: 'unknown', error: 'grpc-2' })
    })
    const page = await metrics()
    expect(page).toContain('duban_parked{queue="out",channel="wechat",state="unknown"} 1')
    expect(page).toMatch(/duban_queue_depth\{queue="out",channel="wechat"\} 1/)
    expect(page).toMatch(/duban_lane_age_seconds\{queue="out",lane="wechat:nobody@chatroom"\} \d/)
    expect(await value('duban_sends_total{channel="lark",outcome="sent"}')).toBeGreaterThanOrEqual(2)
    expect(await value('duban_ack_seconds_count{channel="lark",kind="message"}')).toBeGreaterThanOrEqual(3)
    expect(await value('duban_job_lag_seconds{job="digest"}')).toBe(0)
    expect(page).toContain('process_cpu_seconds_total')
    await until(async () => /duban_answers_day\{tier="\w+",reason="\w*"\} [1-9]/.test(await metrics()), 'the answer by its tier')
  })

  test('no line holds a secret, a name, a number or what somebody wrote', () => {
    expect(lines().length).toBeGreaterThan(10)
    const secrets = [lark.appSecret, lark.encryptKey, lark.verificationToken, town.wechat.token, 'Bearer']
    const people = ['张建国', '陈女士', '王小明', '13800138000', liaison, '已评选', '物业费收缴率']
    for (const said of [...secrets, ...people]) expect(written).not.toContain(said)
    expect(written).not.toMatch(/\bt-[0-9a-f]{40}/)
  })
})
