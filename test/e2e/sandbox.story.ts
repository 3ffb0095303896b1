import type { ChatView, Happening, MessageView, SandboxDeps, SandboxFeed, Say, Submit } from '#src/http/sandbox/feed.ts'
import type { Form, Post } from '#src/message.ts'

const bot = { id: 'duban', name: '督办', bot: true }
const work = 'oc_work'
const owner = 'oc_owner'

export const reminder = (version: number, state = '未上报'): Post => ({
  title: '到期提醒 · 区房管局',
  tone: version === 1 ? 'yellow' : 'green',
  summary: '有1项任务将在7天内到期，请于11月30日前上报进度。',
  blocks: [
    {
      kind: 'facts',
      facts: [
        { label: '任务5', value: '打造“社企融合”范例，全区每年不少于10个' },
        { label: '完成时限', value: '2026年11月30日（还有7天）' },
        { label: '责任单位', value: '区房管局、区委社会工作部' },
        { label: '当前进度', value: state },
      ],
    },
    {
      kind: 'fold',
      title: '待补录 2 项',
      items: ['任务13 行政处罚职权清单（2025年5月31日）', '任务34 物业服务费用测算工作指引（2025年10月31日）'],
    },
    { kind: 'note', text: '填写后提交；也可以直接回复本卡片，如“任务5 完成60%，已选定6个小区”。' },
  ],
  form: form(version),
})

const form = (version: number): Form => ({
  action: 'progress',
  args: { plan: 'haidian-2025', card: 'r1' },
  version,
  fields: [
    {
      kind: 'select',
      name: 'task',
      label: '任务',
      value: '5',
      options: [
        { value: '5', label: '任务5 打造“社企融合”范例' },
        { value: '13', label: '任务13 行政处罚职权清单' },
      ],
    },
    {
      kind: 'select',
      name: 'status',
      label: '状态',
      value: 'doing',
      options: [
        { value: 'doing', label: '推进中' },
        { value: 'done', label: '已完成' },
        { value: 'blocked', label: '有困难' },
      ],
    },
    { kind: 'input', name: 'percent', label: '完成比例（%）', placeholder: '0—100' },
    { kind: 'input', name: 'remark', label: '说明', placeholder: '进展、困难或需协调的事项', multiline: true, maxLength: 500 },
  ],
  submit: '提交进度',
})

/** A sandbox whose two groups live in memory: the bot echoes what it hears and keeps the card up to date. */
export function createStory(start = new Date('2026-11-23T09:31:00+08:00')) {
  let now = start
  let serial = 0
  const said: Say[] = []
  const submitted: Submit[] = []
  const happenings: Happening[] = []
  const chats: ChatView[] = [
    {
      chatId: work,
      name: '海淀区物业管理工作专班',
      kind: 'work',
      personas: [
        { id: 'li', name: '李敏', unit: '区房管局' },
        { id: 'zhao', name: '赵强', unit: '示例一街道' },
      ],
      messages: [],
      tries: ['帮助', '我们单位有哪些任务', '日报'],
    },
    {
      chatId: owner,
      name: '清和苑业主群',
      kind: 'owner',
      personas: [{ id: 'wang', name: '王女士' }],
      messages: [],
      tries: ['物业费多少钱', '电梯谁维保', '公共收益归谁'],
    },
  ]
  const chatOf = (chatId: string) => chats.find((chat) => chat.chatId === chatId)!
  const at = () => now.toISOString()
  const note = (what: string, table: string) => happenings.unshift({ at: at(), what, table })
  const add = (chatId: string, message: Omit<MessageView, 'id' | 'at'>): MessageView => {
    const added = { id: `m${++serial}`, at: at(), ...message }
    chatOf(chatId).messages.push(added)
    return added
  }
  const deps: SandboxDeps = {
    feed: async (): Promise<SandboxFeed> => ({
      now: at(),
      nextJob: { label: '履约报告发布', at: '2026-11-23T02:00:00Z' },
      chats,
      happenings,
      queue: { inbound: 0, outbound: 0, parked: 0 },
    }),
    say: async (say) => {
      said.push(say)
      const from = chatOf(say.chatId).personas.find(({ id }) => id === say.personaId)!
      const heard = add(say.chatId, { from: { ...from, bot: false }, text: say.text, replyTo: say.replyTo })
      note(`收到${from.name}的消息`, 'inbound')
      if (say.mention) add(say.chatId, { from: bot, post: { summary: `收到：${say.text}` }, replyTo: heard.id })
    },
    submit: async (submit) => {
      submitted.push(submit)
      note(`登记任务${submit.values.task}的进度`, 'progress')
      update(submit.chatId, submit.messageId, reminder(submit.version + 1, `${submit.values.percent}%`))
      return { toast: { type: 'success', text: '进度已登记' } }
    },
    jump: async (to) => {
      now = 'next' in to ? new Date('2026-11-23T10:00:00+08:00') : to.at
    },
  }
  function update(chatId: string, messageId: string, post: Post): void {
    const message = chatOf(chatId).messages.find(({ id }) => id === messageId)!
    Object.assign(message, { post, updated: true })
  }
  const remind = () => add(work, { from: bot, post: reminder(1) })
  return { deps, said, submitted, chats, add, update, remind, note, work, owner, bot }
}
