import type { AxiosInstance } from 'axios'
import { ChannelError, messageOf } from '#src/errors.ts'
import type { Check } from '../channel.ts'
import type { Auth, LarkClient } from './client.ts'
import { isScopeMissing, toChannelError } from './errors.ts'

type Sdk = Parameters<Parameters<LarkClient['call']>[0]>[0]
type Ability = {
  name: string
  scope: string
  cost: string
  level: 'warn' | 'fail'
  try(sdk: Sdk, auth: Auth, chatId: string): Promise<object>
}

/** No message, file or person has these ids: a call with them does nothing, and tells whether it would be allowed. */
const nobody = 'ou_00000000000000000000000000000000'
const nothing = { message_id: 'om_00000000000000000000000000000000' }

/** Scopes are checked before anything else: a call about nothing is refused for its scope, or for its nothing. */
const abilities: Ability[] = [
  {
    name: '发送消息',
    scope: 'im:message:send_as_bot',
    cost: '不能发送任何消息',
    level: 'fail',
    try: (sdk, auth) => sdk.im.v1.message.reply({ path: nothing, data: { msg_type: 'text', content: '{"text":"-"}' } }, auth),
  },
  {
    name: '更新卡片',
    scope: 'im:message:update',
    cost: '卡片填报后不会更新',
    level: 'fail',
    try: (sdk, auth) => sdk.im.v1.message.patch({ path: nothing, data: { content: '{}' } }, auth),
  },
  {
    name: '读取群历史消息',
    scope: 'im:message.group_msg',
    cost: '断线期间的消息、未@的回复和文件收不到，须用表单或@回复',
    level: 'warn',
    try: (sdk, auth, chatId) => sdk.im.v1.message.list({ params: { container_id_type: 'chat', container_id: chatId, page_size: 1 } }, auth),
  },
  {
    name: '下载群内文件',
    scope: 'im:resource',
    cost: '群内的附件不能保存',
    level: 'warn',
    try: (sdk, auth) =>
      sdk.request(
        { method: 'GET', url: `/open-apis/im/v1/messages/${nothing.message_id}/resources/file_none`, params: { type: 'file' } },
        auth,
      ),
  },
  {
    name: '上传图片和文件',
    scope: 'im:resource',
    cost: '长图和附件只能以链接发出',
    level: 'warn',
    try: (sdk, auth) => sdk.request({ method: 'POST', url: '/open-apis/im/v1/images', data: {} }, auth),
  },
  {
    name: '读取群信息',
    scope: 'im:chat:readonly',
    cost: '不能识别群主，只能由专班负责人绑定',
    level: 'warn',
    try: (sdk, auth, chatId) => sdk.im.v1.chat.get({ path: { chat_id: chatId } }, auth),
  },
  {
    name: '表情回应',
    scope: 'im:message.reactions:write_only',
    cost: '答复较慢时没有提示',
    level: 'warn',
    try: (sdk, auth) => sdk.im.v1.messageReaction.create({ path: nothing, data: { reaction_type: { emoji_type: 'OnIt' } } }, auth),
  },
  {
    name: '应用内加急',
    scope: 'im:message.urgent',
    cost: '红色事项不能加急',
    level: 'warn',
    try: (sdk, auth) =>
      sdk.im.v1.message.urgentApp({ path: nothing, params: { user_id_type: 'open_id' }, data: { user_id_list: [nobody] } }, auth),
  },
]

/** What the console shows and no call can ask. */
const byHand = [
  ['事件', '已订阅 im.message.receive_v1、im.message.recalled_v1、机器人进群和被移出、群解散、群信息变更、成员退群；缺一项就收不到那一类'],
  ['回调', '已添加 card.action.trigger，订阅方式与事件一致（请求地址或长连接）；缺了卡片按钮会报错'],
  ['接收权限', '已申请 im:message.group_at_msg:readonly（群里@机器人）和 im:message.p2p_msg:readonly（单聊）；缺了收不到对应消息'],
  ['可用范围', '包含所有填报人和负责人；不在范围内的人收不到消息'],
  ['发布', '最近一次改动后已创建版本并经管理员审批；未发布的改动不生效'],
]

const minuteMs = 60_000
const clockSlackMs = 5 * minuteMs

/**
 * Walks through what the app needs, by trying each thing, and says what is wrong in words an IT officer understands.
 * Nothing is sent or changed. @param now real time in ms
 */
export async function examineLark(client: LarkClient, http: AxiosInstance, domain: string, now: () => number): Promise<Check[]> {
  const bot = await client.checkBot().then(
    () => undefined,
    (error: unknown) => toChannelError(error),
  )
  const clock = await checkClock(http, domain, now)
  if (bot) return [refused(bot, domain), ...clock]
  const chatId = await firstChat(client)
  const found: Check[] = []
  for (const ability of abilities) found.push(await checkAbility(client, ability, chatId ?? 'oc_00000000000000000000000000000000'))
  return [
    { check: '飞书凭证', level: 'ok', detail: '应用凭证有效，机器人能力已启用' },
    ...clock,
    ...found,
    chatId
      ? { check: '飞书群', level: 'ok', detail: '机器人已在群内' }
      : { check: '飞书群', level: 'warn', detail: '机器人不在任何群内', mend: '把机器人拉进工作群或业主群' },
    ...byHand.map(([name, detail]): Check => ({ check: `飞书控制台 ${name}`, level: 'ask', detail: detail! })),
  ]
}

function refused({ kind, code, message }: ChannelError, domain: string): Check {
  const check = '飞书凭证'
  if (kind !== 'auth') return { check, level: 'fail', detail: `连不上 ${domain}（${code}）`, mend: '检查网络、代理和 LARK_DOMAIN' }
  if (code === '230006' || code === '99991662' || code === '99991673')
    return { check, level: 'fail', detail: '应用未启用或没有机器人能力', mend: '在开放平台启用机器人并发布版本' }
  return { check, level: 'fail', detail: `应用凭证被拒绝（${code}：${message.slice(0, 80)}）`, mend: '核对 LARK_APP_ID 与 LARK_APP_SECRET' }
}

async function checkAbility(client: LarkClient, { name, scope, cost, level, try: attempt }: Ability, chatId: string): Promise<Check> {
  const check = `飞书权限 ${name}`
  const failure = await client
    .call((sdk, auth) => attempt(sdk, auth, chatId).then((answer) => ({ code: 0, ...answer })))
    .then(
      () => undefined,
      (error: unknown) => toChannelError(error),
    )
  if (failure && isScopeMissing(failure)) {
    return { check, level, detail: `缺少 ${scope}：${cost}`, mend: '在开放平台申请该权限，经管理员审批后发布新版本' }
  }
  if (failure?.kind === 'rate' || failure?.kind === 'ambiguous')
    return { check, level: 'warn', detail: `未能确认（${failure.code}）`, mend: '稍后再查' }
  return { check, level: 'ok', detail: scope }
}

/** The platform's answers carry its own time. */
async function checkClock(http: AxiosInstance, domain: string, now: () => number): Promise<Check[]> {
  const url = `${domain}/open-apis/auth/v3/tenant_access_token/internal`
  try {
    const { headers } = (await http.post(url, {}, { $return_headers: true } as object)) as unknown as { headers: Record<string, string> }
    const offMs = now() - Date.parse(headers.date ?? '')
    if (Number.isNaN(offMs)) return []
    const detail = `本机时钟与飞书相差${Math.round(Math.abs(offMs) / 1000)}秒`
    if (Math.abs(offMs) <= clockSlackMs) return [{ check: '时钟', level: 'ok', detail }]
    return [{ check: '时钟', level: 'fail', detail, mend: '校准服务器时间（NTP），否则事件会被当作过期' }]
  } catch (error) {
    return [
      {
        check: '时钟',
        level: 'warn',
        detail: `未能与飞书对时（${messageOf(toChannelError(error)).slice(0, 60)}）`,
        mend: '先恢复与飞书的连接',
      },
    ]
  }
}

async function firstChat(client: LarkClient): Promise<string | undefined> {
  const answer = await client
    .call((sdk, auth) => sdk.im.v1.chat.list({ params: { page_size: 1 } }, auth))
    .catch((error: unknown) => {
      if (error instanceof ChannelError) return undefined
      throw error
    })
  return answer?.items?.[0]?.chat_id
}
