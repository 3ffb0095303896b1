import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createWecomChannel } from '#src/channels/wecom/index.ts'
import { systemClock } from '#src/clock.ts'
import type { ChannelError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { connect, kindOf, log, webhooks, world } from './wecom.setup.ts'

/** 企业微信 by message webhook: one internal group each, sending only. */

const long: Post = {
  summary: '办理情况：',
  blocks: [{ kind: 'list', items: Array.from({ length: 90 }, (_, n) => `第${n + 1}项任务正在推进，责任单位区房管局`) }],
}

test('a webhook’s group is told in markdown; what people wrote stays words', async () => {
  const channel = await connect(webhooks())
  expect(channel.state()).toEqual({ ready: true, detail: '消息推送1个群，只发不收' })
  await channel.send(
    {
      title: '督办日报',
      tone: 'red',
      summary: '今日2项到期 <@all>',
      blocks: [{ kind: 'facts', facts: [{ label: '任务5', value: '还有7天' }] }],
      links: [{ label: '查看全文', url: 'https://duban.example/d/x' }],
    },
    { chatId: 'staff-group' },
    'k1',
  )
  expect(world.wecom.pushed[0]!.content.split('\n')).toEqual([
    '**<font color="warning">督办日报</font>**',
    '今日2项到期 ＜@all＞',
    '任务5：**还有7天**',
    '[查看全文](https://duban.example/d/x)',
  ])
})

test('a long post goes in parts of at most 4,096 bytes; after a failure the next try goes on where it stopped', async () => {
  const channel = await connect(webhooks())
  await channel.send(long, { chatId: 'staff-group' }, 'k1')
  const whole = world.wecom.pushed.map(({ content }) => content)
  expect(whole.length).toBeGreaterThan(1)
  world.wecom.pushed.length = 0
  world.wecom.failNext.push(undefined, -1, 45009)
  expect(await kindOf(channel.send(long, { chatId: 'staff-group' }, 'k2'))).toBe('rate')
  expect(await kindOf(channel.send(long, { chatId: 'staff-group' }, 'k2'))).toBe('rate')
  await channel.send(long, { chatId: 'staff-group' }, 'k2')
  expect(world.wecom.pushed.map(({ content }) => content)).toEqual(whole)
})

test.each([
  [45009, 'rate'],
  [93000, 'detached'],
  [45002, 'terminal'],
])('webhook errcode %d is %s', async (errcode, kind) => {
  world.wecom.failNext.push(errcode)
  const channel = await connect(webhooks())
  expect(await kindOf(channel.send({ summary: 'x' }, { chatId: 'staff-group' }, 'k'))).toBe(kind)
})

test('twenty a minute is what a webhook takes: the pause between sends keeps below it, the platform’s own refusal waits a minute', async () => {
  const { capabilities } = createWecomChannel({ webhooks: [world.wecom.webhookUrl('staff-group')] }, { clock: systemClock, log })
  expect(60_000 / capabilities.pauseMs).toBeLessThan(20)
  const channel = await connect(webhooks())
  for (let n = 0; n < 20; n++) await channel.send({ summary: `${n}` }, { chatId: 'staff-group' }, `k${n}`)
  const refused = channel.send({ summary: '21' }, { chatId: 'staff-group' }, 'k21')
  await expect(refused).rejects.toMatchObject({ kind: 'rate', retryAfterMs: 60_000 })
})

test('nobody there is no doubt, an answer that never came is one, and no error tells the address', async () => {
  const channel = await connect({ webhooks: ['http://127.0.0.1:1024/cgi-bin/webhook/send?key=secret-key'] })
  const refused = await channel.send({ summary: 'x' }, { chatId: 'secret-key' }, 'k').catch((error: ChannelError) => error)
  expect(refused).toMatchObject({ kind: 'rate', code: 'not-connected' })
  expect(JSON.stringify([refused, (refused as ChannelError).message])).not.toContain('secret-key')
  const mute = createServer(() => {})
  await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening))
  const slow = await connect({ webhooks: [`http://127.0.0.1:${(mute.address() as AddressInfo).port}/?key=k`], timeoutMs: 50 })
  expect(await kindOf(slow.send({ summary: 'x' }, { chatId: 'k' }, 'k'))).toBe('ambiguous')
  mute.closeAllConnections()
  mute.close()
})

test('a group nobody can reach is refused in words', async () => {
  const channel = await connect(webhooks())
  await expect(channel.send({ summary: 'x' }, { chatId: 'other' }, 'k')).rejects.toMatchObject({ kind: 'terminal' })
  await expect(channel.send({ summary: 'x' }, { chatId: 'wrAbc' }, 'k')).rejects.toThrow('WECOM_CORP_ID')
})
