import type { Clock } from '#src/clock.ts'
import type { WecomConfig } from '#src/config.ts'
import { ChannelError, messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Acquire, Channel, Check, Contents } from '../channel.ts'
import { Bot, type BotTiming } from './bot.ts'
import { Mass } from './mass.ts'
import { Webhooks } from './webhook.ts'

export type WecomOptions = WecomConfig & { pauseMs?: number; timeoutMs?: number; timing?: BotTiming }

/** A customer group's id; internal groups have others. */
const CUSTOMER_GROUP = /^wr[\w-]+$/

/** 20 messages a minute into one group, a little less. */
const PAUSE_MS = 3_100

const TIMING: BotTiming = { reconnect: 1_000, heartbeat: 30_000, afterKick: 5 * 60_000 }

/**
 * 企业微信, three ways behind one name; a chat's id says which. A webhook's key is its group, for sending only; a customer
 * group (wr…) gets a task that its owner confirms; every other chat belongs to the robot.
 */
export function createWecomChannel(
  config: WecomOptions,
  deps: { clock: Clock; log: Log; acquire?: Acquire | undefined; contents?: Contents },
): Channel {
  const { pauseMs = PAUSE_MS, timeoutMs = 15_000, timing = TIMING } = config
  const webhooks = new Webhooks(config.webhooks, { pauseMs, timeoutMs, contents: deps.contents })
  const bot = config.bot && new Bot(config.bot, { ...deps, pauseMs, timing })
  const mass = config.mass && new Mass(config.mass, timeoutMs)

  return {
    name: 'wecom',
    capabilities: {
      idempotentForMs: 0,
      update: false,
      form: false,
      reply: bot !== undefined,
      limits: [],
      pauseMs,
      maxTextLength: 1_300,
    },
    async start(receive) {
      bot?.start(receive)
    },
    async send(post, destination, key) {
      const { chatId } = destination
      if (webhooks.has(chatId)) return webhooks.send(post, destination, key)
      if (CUSTOMER_GROUP.test(chatId)) {
        if (!mass) throw new ChannelError('terminal', 'no-mass-send', '未配置 WECOM_CORP_ID、WECOM_CORP_SECRET，不能发到客户群')
        return mass.send(post, destination)
      }
      if (!bot) throw new ChannelError('terminal', 'no-bot', '群编号不是已配置的 WECOM_WEBHOOK_URL 的 key，也未配置智能机器人')
      return bot.send(post, destination, key)
    },
    ...(mass ? { confirmation: (messageId: string, chatId: string) => mass.confirmation(messageId, chatId) } : {}),
    ...(bot ? { fetch: (_messageId: string, key: string) => bot.fetch(key) } : {}),
    async examine() {
      return [
        ...(webhooks.size > 0 ? [{ check: '企业微信消息推送', level: 'ok', detail: `${webhooks.size}个群，只发不收` } as const] : []),
        ...(mass ? [await examineMass(mass)] : []),
      ]
    },
    async stop() {
      await bot?.stop()
    },
    state() {
      if (bot) return bot.state()
      const ways = [...(webhooks.size > 0 ? [`消息推送${webhooks.size}个群`] : []), ...(mass ? ['客户群群发'] : [])]
      return { ready: true, detail: `${ways.join('、')}，只发不收` }
    },
  }
}

async function examineMass(mass: Mass): Promise<Check> {
  const check = '企业微信客户群群发'
  try {
    await mass.probe()
    return { check, level: 'ok', detail: '凭证和客户联系权限可用；每条须群主确认' }
  } catch (error) {
    const detail = `不可用：${error instanceof ChannelError ? error.code : messageOf(error)}`
    return { check, level: 'fail', detail, mend: '核对 WECOM_CORP_ID、WECOM_CORP_SECRET，并给该应用客户联系权限和可信IP' }
  }
}
