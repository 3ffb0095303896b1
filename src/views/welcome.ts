import type { Post } from '#src/message.ts'

const how = (chatId: string) => [
  '工作群：专班负责人在群内发送「@督办 绑定 工作群」；只属一个单位的群，后面加单位名称。',
  '业主群：发送「@督办 绑定 业主群 小区名称」。',
  `也可由运维人员执行 group bind，群编号：${chatId}`,
]

/** What a group sees when the bot comes in. */
export const welcome = (chatId: string): Post => ({
  title: '督办助手已入群',
  tone: 'blue',
  summary: '本群还未绑定，绑定后即可使用。',
  blocks: [
    { kind: 'list', items: how(chatId) },
    { kind: 'note', text: '绑定前不记录、不回复群内讨论。' },
  ],
})

export const unboundHint = (chatId: string): Post => ({
  summary: '本群还未绑定，暂不能提供服务。',
  blocks: [{ kind: 'list', items: how(chatId) }],
})
