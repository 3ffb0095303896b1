import { chineseDate, localField, timeOfDay, weekday } from '#src/http/html/calendar.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import type { ChatView, SandboxFeed } from './feed.ts'
import type { Snapshot } from './snapshot.ts'

/** The whole page as it stands at one moment; from then on the script replaces the pieces that change. */
export function renderSandbox(feed: SandboxFeed, snapshot: Snapshot): Markup {
  return html`<p class="notice"><strong>演示沙盒</strong><span>人员、小区和数据均为示例，消息不会发往任何真实群。</span></p>
<header class="masthead">
<h1>督办<small>物业管理改革工作督办与业主服务</small></h1>
${clock(feed, snapshot)}
</header>
<nav class="jump" aria-label="页内导航">${feed.chats.map(({ chatId, kind }) => html`<a href="#chat-${chatId}">${kindName[kind]}</a>`)}<a href="#happenings">刚刚发生了什么</a></nav>
<main>
${feed.chats.map((chat) => renderChat(chat, snapshot))}
<section class="trail" id="happenings" aria-labelledby="happenings-title"><h2 id="happenings-title">刚刚发生了什么</h2><div data-part="happenings">${snapshot.happenings}</div></section>
</main>
<div class="toast" role="status" aria-live="polite" hidden></div>`
}

const kindName = { work: '工作群', owner: '业主群' }

function clock({ now }: SandboxFeed, snapshot: Snapshot): Markup {
  const at = new Date(now)
  return html`<section class="clock" aria-label="沙盒时钟" data-now="${now}" data-version="${snapshot.version}">
<div class="now"><span data-clock="date">${chineseDate(at)} ${weekday(at)}</span><b data-clock="time">${timeOfDay(at, 'second')}</b></div>
<div data-part="clock">${snapshot.clock}</div>
<form method="post" action="/sandbox/jump" class="leap" data-jump>
<button type="submit" name="to" value="next" class="primary">跳到下一项</button>
<button type="submit" name="to" value="day">快进一天</button>
<span class="exact"><label class="visually-hidden" for="jump-at">指定北京时间</label><input id="jump-at" type="datetime-local" name="at" value="${localField(at)}"><button type="submit" name="to" value="at">前往</button></span>
</form>
</section>`
}

function renderChat(chat: ChatView, snapshot: Snapshot): Markup {
  const messages = snapshot.chats.find(({ chatId }) => chatId === chat.chatId)?.messages ?? []
  const title = `title-${chat.chatId}`
  return html`<section class="chat ${chat.kind}" id="chat-${chat.chatId}" data-chat="${chat.chatId}" aria-labelledby="${title}">
<header><h2 id="${title}">${chat.name}</h2><span class="kind">${kindName[chat.kind]}</span>${chat.name.includes('示例') ? '' : html`<span class="sample">示例</span>`}</header>
<ol class="log" tabindex="0" aria-live="polite" aria-label="${chat.name}的消息">${messages.map((message) => message.html)}</ol>
${composer(chat)}
</section>`
}

/** Files prove what a unit reports; owners are asked for none. */
const attach = html`<label class="attach"><input type="file" name="file" aria-label="附件，不超过30MB"><span>附件</span></label>`

function composer({ chatId, kind, personas, tries }: ChatView): Markup {
  const people = personas.map(({ id, name, unit }) => html`<option value="${id}">${unit ? `${name} · ${unit}` : name}</option>`)
  const chips = tries.map((text) => html`<li><button type="button" data-try="${text}">${text}</button></li>`)
  return html`<form method="post" action="/sandbox/say" enctype="multipart/form-data" class="composer" data-say>
<input type="hidden" name="chatId" value="${chatId}"><input type="hidden" name="replyTo" value="">
<button type="button" class="newer" hidden>有新消息</button>
<ul class="tries" aria-label="可以试着说">${chips}</ul>
<p class="answering" hidden><span></span><button type="button" data-cancel aria-label="取消回复">取消</button></p>
<div class="as"><label><span aria-hidden="true">身份</span><select name="personaId" aria-label="身份">${people}</select></label>
<label class="mention"><input type="checkbox" name="mention" value="yes" checked><span>@督办</span></label>
${kind === 'work' ? attach : ''}</div>
<div class="line"><textarea name="text" rows="1" maxlength="2000" aria-label="消息内容" placeholder="输入消息，按回车发送"></textarea><button type="submit" class="primary">发送</button></div>
</form>`
}
