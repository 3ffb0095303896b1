import type { Post } from '#src/message.ts'

/** Said once of each unit: its reminders have nowhere to go. */
export const unservedPost = (units: string[]): Post => ({
  title: '有单位尚无提醒渠道',
  tone: 'yellow',
  summary: `${units.length}个单位有需要提醒的事项，但没有工作群，名册中也没有联系人，提醒无法送达。`,
  blocks: [
    { kind: 'list', items: units.slice(0, 10) },
    ...(units.length > 10 ? [{ kind: 'fold' as const, title: `其余${units.length - 10}个单位`, items: units.slice(10) }] : []),
    {
      kind: 'note',
      text: '请在该单位的群里发送「绑定 工作群 单位名称」，或请其联系人在本群认领单位。每个单位仅提示一次。',
    },
  ],
})
