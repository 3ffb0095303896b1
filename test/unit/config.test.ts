import { describe, expect, it, test } from 'vitest'
import { loadConfig } from '#src/config.ts'

const lark = { LARK_APP_ID: 'cli_a', LARK_APP_SECRET: 's3cret', LARK_ENCRYPT_KEY: 'k', LARK_VERIFICATION_TOKEN: 't' }

test('nothing set: embedded, loopback, no channel', () => {
  expect(loadConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:3000',
    dataDir: './data',
    lark: undefined,
    wechat: undefined,
  })
})

test('an empty variable is an absent one', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '', LARK_APP_ID: '', DUBAN_CLOCK: '' })).toMatchObject({
    port: 3000,
    databaseUrl: undefined,
    lark: undefined,
    clock: undefined,
  })
})

test('the clock is an instant with its offset', () => {
  expect(loadConfig({ DUBAN_CLOCK: '2026-11-23T09:29:50+08:00' }).clock?.toISOString()).toBe('2026-11-23T01:29:50.000Z')
})

test('lark over the long connection needs no keys for inbound', () => {
  const { LARK_APP_ID, LARK_APP_SECRET } = lark
  expect(loadConfig({ LARK_APP_ID, LARK_APP_SECRET, LARK_MODE: 'ws' }).lark).toMatchObject({
    mode: 'ws',
    domain: 'https://open.feishu.cn',
    tenants: [],
  })
  expect(loadConfig({ ...lark, LARK_TENANTS: ' tenant_a，tenant_b ' }).lark?.tenants).toEqual(['tenant_a', 'tenant_b'])
})

test('each of WeCom’s ways is configured by itself; a webhook is one address per group', () => {
  const [one, other] = ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=b']
  expect(loadConfig({ WECOM_WEBHOOK_URL: `${one}, ${other}` }).wecom).toEqual({ webhooks: [one, other], bot: undefined, mass: undefined })
  expect(loadConfig({ WECOM_BOT_ID: 'aib', WECOM_BOT_SECRET: 's' }).wecom).toMatchObject({
    webhooks: [],
    bot: { id: 'aib', secret: 's', url: 'wss://openws.work.weixin.qq.com' },
  })
  expect(loadConfig({ WECOM_CORP_ID: 'ww', WECOM_CORP_SECRET: 's' }).wecom?.mass?.domain).toBe('https://qyapi.weixin.qq.com')
})

describe('what is wrong is named by its key, never by its value', () => {
  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://user:s3cret@host/db' }, 'DATABASE_URL'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ ADMIN_TOKEN: 'short' }, 'ADMIN_TOKEN'],
    [{ DUBAN_CLOCK: 'yesterday' }, 'DUBAN_CLOCK'],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL'],
    [{ ...lark, LARK_ENCRYPT_KEY: '' }, 'LARK_ENCRYPT_KEY'],
    [{ LARK_APP_SECRET: 's3cret' }, 'LARK_APP_ID'],
    [{ ...lark, LARK_MODE: 'poll' }, 'LARK_MODE'],
    [{ WECHATY_PUPPET_SERVICE_TOKEN: 's3cret' }, 'WECHATY_PUPPET_SERVICE_ENDPOINT'],
    [{ WECOM_WEBHOOK_URL: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send' }, 'WECOM_WEBHOOK_URL'],
    [{ WECOM_BOT_ID: 'aibot' }, 'WECOM_BOT_SECRET'],
    [{ WECOM_CORP_SECRET: 's3cret' }, 'WECOM_CORP_ID'],
    [{ NODE_ENV: 'production', DUBAN_CLOCK: '2026-11-23T09:29:50+08:00' }, 'DUBAN_CLOCK'],
  ])('%o', (env, key) => {
    const read = () => loadConfig(env as Record<string, string>)
    expect(read).toThrow(key)
    const values = Object.values(env).filter((value) => value.length > 3 && !['production', 'poll'].includes(value))
    for (const value of values) expect(read).not.toThrow(value)
  })
})

test.each([
  [{ PORT: '70000' }, 'PORT 格式不对，应为0至65535的整数'],
  [{ LARK_MODE: 'poll' }, 'LARK_MODE 格式不对，应为webhook、ws之一'],
  [{ DUBAN_CLOCK: '2026-11-23' }, 'DUBAN_CLOCK 格式不对，应为带时区的时刻，例如2026-11-23T09:29:50+08:00'],
])('%o is told what it should be', (env, line) => {
  expect(() => loadConfig(env as Record<string, string>)).toThrow(line)
})
