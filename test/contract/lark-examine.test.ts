import { afterEach, expect, it } from 'vitest'
import { CHAT, type Pair, startPair } from './lark.setup.ts'

let pair: Pair
afterEach(() => pair.close())
const examine = async () => {
  const found = await pair.channel.examine!()
  return { found, said: found.map(({ level, check, detail, mend }) => `${level} ${check}：${detail}${mend ? `。${mend}` : ''}`) }
}

it('finds everything in order, and sends nothing to find it', async () => {
  pair = await startPair()
  const { found, said } = await examine()
  expect(found.filter(({ level }) => level !== 'ok')).toEqual([])
  expect(said.join('\n')).toContain('im:message.group_msg')
  expect(pair.fake.messages()).toEqual([])
})

it('names each scope that is missing, and what that costs', async () => {
  pair = await startPair()
  for (const on of ['reply', 'list', 'resource', 'reaction', 'urgent'] as const) pair.fake.fault({ on, kind: 'scope' })
  const { said } = await examine()
  for (const part of [
    'fail 飞书权限 发送消息：缺少 im:message:send_as_bot：不能发送任何消息',
    'warn 飞书权限 读取群历史消息：缺少 im:message.group_msg：断线期间',
    'warn 飞书权限 下载群内文件：缺少 im:resource',
    'warn 飞书权限 表情回应：缺少 im:message.reactions:write_only',
    'warn 飞书权限 应用内加急：缺少 im:message.urgent',
    'ok 飞书权限 更新卡片',
  ])
    expect(said.join('\n')).toContain(part)
  expect(pair.channel.state().ready).toBe(true)
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
