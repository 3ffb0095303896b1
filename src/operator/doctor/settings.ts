import type { ChannelState } from '#src/channels/channel.ts'
import { channelLabels } from '#src/channels/labels.ts'
import type { Config } from '#src/config.ts'
import { type Calendar, isPublished } from '#src/domain/calendar/calendar.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { type Finding, ok, warn } from './finding.ts'

/** What can be told without the database. Never a value that is a secret. */
export function checkSettings(config: Config, states: Record<string, ChannelState> | undefined): Finding[] {
  return [...checkConfig(config), ...checkChannels(config, states)]
}

function checkConfig(config: Config): Finding[] {
  const found = [ok('配置', config.databaseUrl ? '使用 Postgres（DATABASE_URL）' : `使用内置数据库，目录 ${config.dataDir}`)]
  if (config.clock) found.push(warn('时钟', '时钟不是真实时间（DUBAN_CLOCK）', '正式使用时去掉 DUBAN_CLOCK'))
  if (config.production && !config.adminToken) {
    found.push(warn('管理口令', '未设置 ADMIN_TOKEN，/metrics 只对本机开放', '需要远程查看时设置 ADMIN_TOKEN（至少16位）'))
  }
  if (config.production && !config.publicUrl.startsWith('https://')) {
    found.push(warn('对外网址', `PUBLIC_URL 是 ${config.publicUrl}`, '群里的链接用它打开，请设为 https 网址'))
  }
  return found
}

function checkChannels(config: Config, states: Record<string, ChannelState> | undefined): Finding[] {
  const configured = [config.lark && 'lark', config.wechat && 'wechat', config.wecom && 'wecom'].filter((name) => name !== undefined)
  if (configured.length === 0) {
    return [
      warn(
        '渠道',
        '没有配置飞书、微信或企业微信，只有沙盒可用',
        '设置 LARK_APP_ID、WECHATY_PUPPET_SERVICE_TOKEN 或 WECOM_WEBHOOK_URL 等，见 README 的配置表',
      ),
    ]
  }
  return configured.map((name) => {
    const label = `渠道 ${channelLabels[name as keyof typeof channelLabels]}`
    const state = states?.[name]
    if (!state) return ok(label, '已配置；服务未运行，未检查连接')
    if (state.problem) return warn(label, state.problem, '按说明更正后，下一个正常事件到达即恢复')
    return state.ready ? ok(label, state.detail) : warn(label, state.detail, mendOf(state, config))
  })
}

const mendOf = ({ detail }: ChannelState, { publicUrl }: Config): string =>
  detail.includes('扫码') ? `打开 ${publicUrl}/console，用机器人账号的手机扫码登录` : '核对凭证和网络，服务会自行重连'

/** Working days of a year are certain only once its notice is out. */
export function checkCalendar(calendar: Calendar, now: Date): Finding {
  const year = Number(shanghaiDateOf(now).slice(0, 4))
  const missing = [year, year + 1].filter((one) => !isPublished(one, calendar))
  if (missing.length === 0) return ok('日历', `${year}、${year + 1}年放假安排已收录`)
  return warn(
    '日历',
    `${missing.join('、')}年放假安排未发布或未收录，暂按周末和法定节日推算`,
    '国务院办公厅公布后在 DATA_DIR/calendar 放入年份文件并重启，写法见 storage/seed/calendar/README.md',
  )
}
