import { z } from 'zod'
import { ConfigError } from './errors.ts'

type Env = Record<string, string | undefined>

/** An empty variable is an absent one. */
const present = (env: Env) => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')
const web = z.url({ protocol: /^https?$/ })
const oneOf = <const T extends [string, ...string[]]>(values: T, fallback: T[number]) =>
  z
    .enum(values)
    .default(fallback)
    .describe(`${values.join('、')}之一`)

const listed = (said: string): string[] =>
  said
    .split(/[,，]/)
    .map((one) => one.trim())
    .filter(Boolean)

const isWebhook = (said: string): boolean =>
  URL.canParse(said) && /^https?:$/.test(new URL(said).protocol) && new URL(said).searchParams.has('key')

/** The description is what somebody who typed it wrong is told. */
const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('0至65535的整数'),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: web.optional().describe('http(s)://主机'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('postgres://用户:密码@主机/库'),
  DATA_DIR: z.string().default('./data'),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  ADMIN_TOKEN: z.string().min(16).optional().describe('至少16个字符'),
  DUBAN_CLOCK: z.iso.datetime({ offset: true }).optional().describe('带时区的时刻，例如2026-11-23T09:29:50+08:00'),
  LARK_APP_ID: z.string().optional(),
  LARK_APP_SECRET: z.string().optional(),
  LARK_ENCRYPT_KEY: z.string().optional(),
  LARK_VERIFICATION_TOKEN: z.string().optional(),
  LARK_DOMAIN: web.default('https://open.feishu.cn').describe('http(s)://主机'),
  LARK_MODE: oneOf(['webhook', 'ws'], 'webhook'),
  LARK_TENANTS: z.string().optional(),
  WECHATY_PUPPET_SERVICE_TOKEN: z.string().optional(),
  WECHATY_PUPPET_SERVICE_ENDPOINT: z.string().optional(),
  WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: flag.default(false).describe('true或false'),
  WECHAT_BOT_NAMES: z.string().optional(),
  WECOM_WEBHOOK_URL: z
    .string()
    .refine((said) => listed(said).every(isWebhook))
    .optional()
    .describe('带key的消息推送地址，多个用逗号隔开'),
  WECOM_BOT_ID: z.string().optional(),
  WECOM_BOT_SECRET: z.string().optional(),
  WECOM_BOT_URL: z
    .url({ protocol: /^wss?$/ })
    .default('wss://openws.work.weixin.qq.com')
    .describe('ws(s)://主机'),
  WECOM_CORP_ID: z.string().optional(),
  WECOM_CORP_SECRET: z.string().optional(),
  WECOM_DOMAIN: web.default('https://qyapi.weixin.qq.com').describe('http(s)://主机'),
  LLM_BASE_URL: web.optional().describe('http(s)://主机'),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
})

/** Every variable that is read. */
export const variables: readonly string[] = Object.keys(shape.shape)

export type LarkConfig = {
  appId: string
  appSecret: string
  /** both keys come from the console's event subscription page; without them nothing inbound can be trusted */
  encryptKey: string
  verificationToken: string
  /** base URL of the open platform, e.g. https://open.feishu.cn */
  domain: string
  mode: 'webhook' | 'ws'
  /** tenant keys whose events are taken; none named: every tenant of the app */
  tenants?: string[]
  /** after each send into one chat */
  pauseMs?: number
}
/** `baseUrl` without the slash behind it */
export type LlmConfig = { baseUrl: string; apiKey: string | undefined; model: string }
export type WecomBotConfig = { id: string; secret: string; url: string }
export type WecomMassConfig = { corpId: string; secret: string; domain: string }
/** `webhooks`: one address per internal group, whose id is the key in it */
export type WecomConfig = { webhooks: string[]; bot?: WecomBotConfig | undefined; mass?: WecomMassConfig | undefined }
export type WechatConfig = { token: string; endpoint: string; noTls: boolean; botNames: string[] }

export type Config = {
  port: number
  host: string
  publicUrl: string
  databaseUrl: string | undefined
  dataDir: string
  production: boolean
  logLevel: string
  adminToken: string | undefined
  /** the service's clock starts here; absent: real time */
  clock: Date | undefined
  lark: LarkConfig | undefined
  wechat: WechatConfig | undefined
  wecom: WecomConfig | undefined
  llm: LlmConfig | undefined
}

/** Reads the environment. @throws ConfigError naming the keys that are wrong, never their values. */
export function loadConfig(env: Env): Config {
  const parsed = shape.safeParse(present(env))
  if (!parsed.success) throw new ConfigError([...new Set(parsed.error.issues.map(({ path }) => wrong(path[0] as keyof Given)))])
  const given = parsed.data
  const production = given.NODE_ENV === 'production'
  const problems = [
    ...missing('Lark', given, lark(given), [
      'LARK_APP_ID',
      'LARK_APP_SECRET',
      ...(given.LARK_MODE === 'webhook' ? ['LARK_ENCRYPT_KEY', 'LARK_VERIFICATION_TOKEN'] : []),
    ]),
    ...missing('WeChat', given, wechat(given), ['WECHATY_PUPPET_SERVICE_TOKEN', 'WECHATY_PUPPET_SERVICE_ENDPOINT']),
    ...missing('企业微信智能机器人', given, wecom(given)?.bot, ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']),
    ...missing('企业微信客户群群发', given, wecom(given)?.mass, ['WECOM_CORP_ID', 'WECOM_CORP_SECRET']),
    ...missing('语言模型', given, llm(given), ['LLM_BASE_URL', 'LLM_MODEL']),
    ...(production && given.DUBAN_CLOCK ? ['NODE_ENV=production 时不得设置 DUBAN_CLOCK'] : []),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    port: given.PORT,
    host: given.HOST,
    publicUrl: (given.PUBLIC_URL ?? `http://${given.HOST}:${given.PORT}`).replace(/\/$/, ''),
    databaseUrl: given.DATABASE_URL,
    dataDir: given.DATA_DIR,
    production,
    logLevel: given.LOG_LEVEL,
    adminToken: given.ADMIN_TOKEN,
    clock: given.DUBAN_CLOCK ? new Date(given.DUBAN_CLOCK) : undefined,
    lark: lark(given),
    wechat: wechat(given),
    wecom: wecom(given),
    llm: llm(given),
  }
}

type Given = z.infer<typeof shape>

function wrong(key: keyof Given): string {
  const expected = shape.shape[key].description
  return `${key} 格式不对${expected ? `，应为${expected}` : ''}`
}

/** A channel is configured when any of its own keys is there; then all of them must be. */
function missing(channel: string, given: Given, configured: object | undefined, keys: string[]): string[] {
  if (!configured) return []
  const absent = keys.filter((key) => given[key as keyof Given] === undefined)
  return absent.length > 0 ? [`${channel} 缺少 ${absent.join('、')}`] : []
}

function lark(given: Given): LarkConfig | undefined {
  if (!given.LARK_APP_ID && !given.LARK_APP_SECRET && !given.LARK_ENCRYPT_KEY && !given.LARK_VERIFICATION_TOKEN) return undefined
  return {
    appId: given.LARK_APP_ID ?? '',
    appSecret: given.LARK_APP_SECRET ?? '',
    encryptKey: given.LARK_ENCRYPT_KEY ?? '',
    verificationToken: given.LARK_VERIFICATION_TOKEN ?? '',
    domain: given.LARK_DOMAIN,
    mode: given.LARK_MODE,
    tenants: listed(given.LARK_TENANTS ?? ''),
  }
}

function llm(given: Given): LlmConfig | undefined {
  if (!given.LLM_BASE_URL && !given.LLM_MODEL && !given.LLM_API_KEY) return undefined
  return { baseUrl: (given.LLM_BASE_URL ?? '').replace(/\/$/, ''), apiKey: given.LLM_API_KEY, model: given.LLM_MODEL ?? '' }
}

function wechat(given: Given): WechatConfig | undefined {
  if (!given.WECHATY_PUPPET_SERVICE_TOKEN && !given.WECHATY_PUPPET_SERVICE_ENDPOINT) return undefined
  return {
    token: given.WECHATY_PUPPET_SERVICE_TOKEN ?? '',
    endpoint: given.WECHATY_PUPPET_SERVICE_ENDPOINT ?? '',
    noTls: given.WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT,
    botNames: listed(given.WECHAT_BOT_NAMES ?? ''),
  }
}

function wecom(given: Given): WecomConfig | undefined {
  const { WECOM_BOT_ID: id, WECOM_BOT_SECRET: secret, WECOM_CORP_ID: corpId, WECOM_CORP_SECRET: corpSecret } = given
  const webhooks = listed(given.WECOM_WEBHOOK_URL ?? '')
  const bot = id || secret ? { id: id ?? '', secret: secret ?? '', url: given.WECOM_BOT_URL } : undefined
  const mass = corpId || corpSecret ? { corpId: corpId ?? '', secret: corpSecret ?? '', domain: given.WECOM_DOMAIN } : undefined
  return webhooks.length > 0 || bot || mass ? { webhooks, bot, mass } : undefined
}
