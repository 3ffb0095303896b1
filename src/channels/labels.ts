import type { ChannelName } from '#src/message.ts'

/** What people call each channel. */
export const channelLabels = { lark: '飞书', wechat: '微信', wecom: '企业微信', console: '沙盒' } as const satisfies Record<
  ChannelName,
  string
>
