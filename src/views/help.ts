import type { Post } from '#src/message.ts'

type Item = { summary: string; usage: string }

const plain = {
  staff: '也可以直接提问政策，如「区水务局牵头哪些任务」；回复提醒卡片即为上报进度。',
  owner: '也可以直接提问，如「物业费多少钱」「电梯谁维保」「公共收益归谁」。',
}

export const helpPost = (items: Item[], audience: 'staff' | 'owner'): Post => ({
  title: '督办助手',
  tone: 'blue',
  summary: '发送「@督办」加下列指令：',
  blocks: [
    { kind: 'list', items: items.map((item) => `${item.usage}：${item.summary}`) },
    { kind: 'note', text: plain[audience] },
  ],
})
