import type { Calendar } from '#src/domain/calendar/calendar.ts'
import type { InboundMessage } from '#src/message.ts'
import { chatJobs } from '#src/scheduler/jobs.ts'
import type { Queryable } from '#storage/db.ts'
import { countParked, listSaid, listWritten, type Written } from '#storage/repositories/conversation.ts'
import { laneDepth } from '#storage/repositories/lane.ts'
import { listChatOutbound } from '#storage/repositories/outbound.ts'
import { sampleChats } from '#storage/seed/sample/people.ts'
import type { ChatView, Happening, MessageView, SandboxFeed } from './feed.ts'
import { nextJob } from './next.ts'

const bot = { id: 'duban', name: '督办助手', bot: true }
const shown = 200

/** The two groups as the tables tell them: what people wrote, what was sent, the newest state of each card. */
export async function readFeed(db: Queryable, now: Date, calendar: Calendar): Promise<SandboxFeed> {
  const messages = [...(await saidMessages(db)), ...(await sentMessages(db))].toSorted((a, b) => a.at.localeCompare(b.at))
  const depth = await laneDepth(db)
  const depthOf = (queue: 'in' | 'out') => depth.find((row) => row.queue === queue)?.depth ?? 0
  const next = nextJob(now, calendar)
  return {
    now: now.toISOString(),
    nextJob: { label: next.label, at: next.at.toISOString() },
    chats: (['work', 'owner'] as const).map((kind): ChatView => {
      const { chatId, name, personas, tries } = sampleChats[kind]
      return { chatId, name, kind, personas, tries, messages: messages.filter((message) => message.chatId === chatId) }
    }),
    happenings: (await listWritten(db, 12)).map(happening),
    queue: { inbound: depthOf('in'), outbound: depthOf('out'), parked: await countParked(db) },
  }
}

type Placed = MessageView & { chatId: string }

async function saidMessages(db: Queryable): Promise<Placed[]> {
  return (await listSaid(db, 'console', shown)).map(({ body }) => {
    const said: Omit<InboundMessage, 'sentAt'> & { sentAt: string } = JSON.parse(body)
    const name = [...sampleChats.work.personas, ...sampleChats.owner.personas].find((persona) => persona.id === said.senderId)?.name
    const replyTo = said.replyTo[0]
    return {
      id: said.messageId,
      chatId: said.chatId,
      from: { id: said.senderId, name: name ?? said.senderId, bot: false },
      at: said.sentAt,
      text: said.mentioned ? `@督办 ${said.text}` : said.text,
      ...(said.attachments.length > 0 ? { files: said.attachments.map(({ name }) => name ?? '附件') } : {}),
      ...(replyTo ? { replyTo } : {}),
    }
  })
}

async function sentMessages(db: Queryable): Promise<Placed[]> {
  const rows = (await listChatOutbound(db, 'console', shown * 2)).filter((row) => row.state === 'sent').toSorted((a, b) => a.seq - b.seq)
  const byMessage = new Map<string, Placed>()
  for (const row of rows) {
    const id = row.messageId!
    const first = byMessage.get(id)
    if (first) byMessage.set(id, { ...first, post: row.post, updated: true })
    else {
      const at = (row.sentAt ?? row.createdAt).toISOString()
      byMessage.set(id, { id, chatId: row.chatId, from: bot, at, post: row.post, ...(row.replyTo ? { replyTo: row.replyTo } : {}) })
    }
  }
  return [...byMessage.values()]
}

const kinds: Record<string, string> = {
  message: '收到一条消息',
  submission: '收到一次填报',
  chat: '群信息变化',
  recall: '一条消息被撤回',
  edit: '一条消息被修改',
  ignored: '忽略一个事件',
}
const turns = new Map([
  ...chatJobs.map(({ name, label }) => [name, label] as const),
  ['backlog', '待补录提示'],
  ['unserved', '无渠道提示'],
  ['urge', '加急提醒'],
  ['again', '再次提醒'],
  ['backup', '每日备份'],
  ['purge', '清理到期记录'],
])

function happening({ at, table, what, detail }: Written): Happening {
  const sentence = {
    inbound: () => `${kinds[what] ?? what}，${detail === 'queued' ? '等待处理' : '已处理'}`,
    outbound: () => `${what === 'sent' ? '已发送' : '待发送'}「${detail}」`,
    progress: () => `记录${what}进展：${detail}`,
    question: () => `记录一次提问「${detail}」`,
    job_run: () => `执行${turns.get(what) ?? what}（${detail === 'once' ? '仅一次' : detail}）`,
    card: () => `建立${what}当日提醒卡片，共${detail}项`,
  }[table]()
  return { at, table, what: sentence }
}
