import { moment, timeOfDay } from '#src/http/html/calendar.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import { renderPost } from '#src/http/html/post.ts'
import type { ChatView, MessageView } from './feed.ts'

/** Messages further apart than this get a line with the time between them, as chat programs do. */
const pauseMs = 5 * 60_000

const excerptLength = 40

/** What a message looks like depends on its neighbours: the one before it in time, and the one it quotes. */
export type Context = { chat: ChatView; previous?: MessageView; quoted?: MessageView }

export function contextOf(chat: ChatView, index: number): Context {
  const message = chat.messages[index]
  return {
    chat,
    previous: chat.messages[index - 1],
    quoted: message?.replyTo ? chat.messages.find(({ id }) => id === message.replyTo) : undefined,
  }
}

export async function renderMessage(message: MessageView, context: Context, revision: string): Promise<Markup> {
  const { from } = message
  return html`<li class="message ${from.bot ? 'from-bot' : 'from-person'}" data-message="${message.id}" data-from="${from.id}" data-name="${from.name}" data-revision="${revision}">
${divider(message, context.previous)}
<div class="row"><span class="avatar shade-${shade(from.id)}" aria-hidden="true">${initial(message)}</span>
<div class="said"><p class="who"><b>${from.name}</b>${from.bot ? html`<span class="bot-tag">机器人</span>` : ''}<time datetime="${message.at}">${timeOfDay(new Date(message.at))}</time>${message.updated ? html`<span class="updated">已更新</span>` : ''}${message.recalled ? '' : html`<button type="button" class="reply" data-reply aria-label="回复${from.name}的消息">回复</button>`}</p>
${await content(message, context)}</div></div></li>`
}

async function content(message: MessageView, { chat, quoted }: Context): Promise<Markup> {
  if (message.recalled) return html`<p class="recalled">此消息已撤回</p>`
  const quote = quoted ? html`<p class="quoted"><b>${quoted.from.name}</b>${excerpt(quoted)}</p>` : ''
  if (message.post) {
    const hidden = { chatId: chat.chatId, messageId: message.id, personaId: chat.personas[0]?.id ?? '' }
    const post = await renderPost(message.post, { form: { url: '/sandbox/submit', hidden } })
    return html`<div class="card">${quote}${post}</div>`
  }
  const files = message.files?.map((name) => html`<p class="attached">附件：${name}</p>`) ?? ''
  return html`<div class="bubble">${quote}${files}<p>${message.text ?? ''}</p></div>`
}

function divider(message: MessageView, previous: MessageView | undefined): Markup | '' {
  const at = new Date(message.at)
  if (previous && at.getTime() - new Date(previous.at).getTime() < pauseMs) return ''
  return html`<p class="moment">${moment(at)}</p>`
}

function excerpt({ recalled, post, text }: MessageView): string {
  if (recalled) return '此消息已撤回'
  const line = (post?.title ?? post?.summary ?? text ?? '').replaceAll('\n', ' ')
  return line.length > excerptLength ? `${line.slice(0, excerptLength)}…` : line
}

const initial = ({ from }: MessageView) => (from.bot ? '督' : (from.name.at(0) ?? ''))

/** One of six avatar colours, always the same for the same person. */
function shade(id: string): number {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)!) % 997
  return sum % 6
}
