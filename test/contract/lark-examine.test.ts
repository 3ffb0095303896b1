import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { createLarkClient } from '#src/channels/lark/client.ts'
import { examineLark } from '#src/channels/lark/examine.ts'
import { createHttp } from '#src/channels/lark/http.ts'
import { CHAT, keys, type Pair, startPair } from './lark.setup.ts'

let pair: Pair
afterEach(() => pair.close())
const examine = async () => {
  const found = await pair.channel.examine!()
  return { found, said: found.map(({ level, check, detail, mend }) => `${level} ${check}：${detail}${mend ? `。${mend}` : ''}`) }
}

it('finds everything in order, and sends nothing to find it', async () => {
  pair = await startPair()
  const { found, said } = await examine()
  expect(found.filter(({ level }) => level === 'warn' || level === 'fail')).toEqual([])
  expect(found.filter(({ level }) => level === 'ask').map(({ check }) => check)).toEqual(
    ['事件', '回调', '接收权限', '可用范围', '发布'].map((name) => `飞书控制台 ${name}`),
  )
  expect(said.join('\n')).toContain('im:message.group_msg')
  expect(pair.fake.messages()).toEqual([])
})

it.each([
  ['reply', 'fail 飞书权限 发送消息：缺少 im:message:send_as_bot：不能发送任何消息'],
  ['patch', 'fail 飞书权限 更新卡片：缺少 im:message:update：卡片填报后不会更新'],
  ['list', 'warn 飞书权限 读取群历史消息：缺少 im:message.group_msg：断线期间的消息、未@的回复和文件收不到，须用表单或@回复'],
  ['resource', 'warn 飞书权限 下载群内文件：缺少 im:resource：群内的附件不能保存'],
  ['image', 'warn 飞书权限 上传图片和文件：缺少 im:resource：长图和附件只能以链接发出'],
  ['chat', 'warn 飞书权限 读取群信息：缺少 im:chat:readonly：不能识别群主，只能由专班负责人绑定'],
  ['reaction', 'warn 飞书权限 表情回应：缺少 im:message.reactions:write_only：答复较慢时没有提示'],
  ['urgent', 'warn 飞书权限 应用内加急：缺少 im:message.urgent：红色事项不能加急'],
] as const)('without the scope of %s it says which, what that costs and where to ask for it; the rest is in order', async (on, line) => {
  pair = await startPair()
  pair.fake.fault({ on, kind: 'scope' })
  const { said } = await examine()
  expect(said.filter((one) => /^(warn|fail)/.test(one))).toEqual([`${line}。在开放平台申请该权限，经管理员审批后发布新版本`])
  expect(pair.channel.state().ready).toBe(true)
})

it('tells a clock that is off, by the platform’s own', async () => {
  pair = await startPair()
  const log = pino({ level: 'silent' })
  const http = createHttp(1000)
  const client = createLarkClient({ ...keys, domain: pair.fake.url }, http, log)
  const checked = await examineLark(client, http, pair.fake.url, () => Date.now() - 20 * 60_000)
  const clock = checked.find(({ check }) => check === '时钟')
  expect(clock).toMatchObject({ level: 'fail', detail: expect.stringMatching(/相差(1199|120\d)秒/), mend: expect.stringContaining('NTP') })
})

it('tells a wrong secret from a platform out of reach', async () => {
  pair = await startPair({ config: { appSecret: 'a-wrong-secret' } })
  expect((await examine()).said[0]).toMatch(/^fail 飞书凭证：应用凭证被拒绝（10014.*LARK_APP_SECRET$/)
  const away = await startPair({ config: { domain: 'http://127.0.0.1:1' } })
  const [first] = await away.channel.examine!()
  await away.close()
  expect(first).toMatchObject({ level: 'fail', detail: expect.stringContaining('连不上 http://127.0.0.1:1') })
})

it('remembers that the last event could not be read with our key, until one can', async () => {
  pair = await startPair({ config: { encryptKey: 'another-key' } })
  await pair.fake.say(CHAT, 'ou_zhang', '在吗')
  expect(pair.channel.state()).toMatchObject({ ready: true, detail: expect.stringContaining('LARK_ENCRYPT_KEY') })
  const right = await startPair()
  await fetch(right.webhookUrl, { method: 'POST', body: '{"encrypt":"AAAA"}' })
  expect(right.channel.state().detail).toContain('请核对')
  await right.fake.say(CHAT, 'ou_zhang', '在吗')
  expect(right.channel.state().detail).not.toContain('请核对')
  await right.close()
})
