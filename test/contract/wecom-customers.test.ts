import { expect, test } from 'vitest'
import { corp } from '#test/fakes/wecom/server.ts'
import { connect, mass, webhooks, world } from './wecom.setup.ts'

/** 客户群群发 of 企业微信: a task that its owner confirms, and the check-up of what it needs. */

test('a customer group gets a task that waits for its owner’s tap: waiting, ticked or failed', async () => {
  const channel = await connect(mass())
  const post = { title: '履约报告', summary: '第三季度履约报告已发布', links: [{ label: '查看全文', url: 'https://duban.example/r/q3' }] }
  const receipt = await channel.send(post, { chatId: 'wrGarden' }, 'k')
  expect(receipt).toEqual({ messageId: 'task1/steward', waits: true })
  expect(world.wecom.tasks[0]).toMatchObject({
    ...{ sender: 'steward', chatIds: ['wrGarden'], text: '第三季度履约报告已发布' },
    links: [{ title: '履约报告', desc: '查看全文', url: 'https://duban.example/r/q3' }],
  })
  const state = () => channel.confirmation!(receipt.messageId!, 'wrGarden')
  expect(await state()).toBe('waiting')
  world.wecom.confirm(1)
  expect(await state()).toBe('ticked')
  world.wecom.confirm(3)
  expect(await state()).toBe('failed')
})

test('an access token serves many calls and is renewed once it is stale', async () => {
  const channel = await connect(mass())
  await channel.send({ summary: '一' }, { chatId: 'wrA' }, 'k1')
  await channel.send({ summary: '二' }, { chatId: 'wrA' }, 'k2')
  expect(world.wecom.tokens).toBe(1)
  world.wecom.expireToken()
  await channel.send({ summary: '三' }, { chatId: 'wrA' }, 'k3')
  expect([world.wecom.tokens, world.wecom.tasks.length]).toEqual([2, 3])
})

test('the check-up tries secret and permission and prepares nothing', async () => {
  expect(await (await connect({ ...webhooks(), ...mass() })).examine!()).toEqual([
    { check: '企业微信消息推送', level: 'ok', detail: '1个群，只发不收' },
    { check: '企业微信客户群群发', level: 'ok', detail: '凭证和客户联系权限可用；每条须群主确认' },
  ])
  const wrong = await connect({ mass: { corpId: corp.id, secret: 'wrong', domain: world.wecom.url } })
  expect(await wrong.examine!()).toMatchObject([{ level: 'fail', detail: '不可用：40001' }])
  expect(world.wecom.tasks).toEqual([])
})
