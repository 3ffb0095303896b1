import { channelLabels } from '#src/channels/labels.ts'
import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import type { ChannelName } from '#src/message.ts'
import type { Queryable } from '#storage/db.ts'
import { findLastArrival } from '#storage/repositories/inbound.ts'
import { listChats } from '#storage/repositories/people.ts'
import { type Finding, ok, warn } from './finding.ts'

const dayMs = 86_400_000

const causes: Partial<Record<ChannelName, string>> = {
  lark: '在群里@机器人说句话再查；仍没有则核对开放平台的事件订阅方式与请求地址、应用是否已发布、服务能否从外网访问',
  wechat: '在群里@机器人说句话再查；仍没有则查看网关和微信登录状态',
}

/** Whether a channel with bound groups still hears anything: silence for a day is more often a fault than a quiet day. */
export async function checkEvents(db: Queryable, channels: ChannelName[], now: Date): Promise<Finding[]> {
  const bound = new Set((await listChats(db)).filter(({ state }) => state === 'bound').map(({ channel }) => channel))
  const found: Finding[] = []
  for (const channel of channels.filter((name) => bound.has(name) && causes[name])) {
    const check = `事件 ${channelLabels[channel]}`
    const last = await findLastArrival(db, channel)
    const when = last && `${shanghaiDateOf(last)} ${shanghaiTimeOf(last)}`
    if (last && now.getTime() - last.getTime() < dayMs) found.push(ok(check, `最近一次收到：${when}`))
    else found.push(warn(check, when ? `最近一天没有收到事件，上一次是${when}` : '从未收到事件', causes[channel]!))
  }
  return found
}
