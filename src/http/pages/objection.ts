import type { Board } from '#src/domain/disclosures/disclosure.ts'
import { DomainError } from '#src/errors.ts'
import { html, type Markup } from '#src/http/html/markup.ts'

/** The form at the end of the board: plain HTML, no name asked. */
export function renderObjectionForm(board: Board, about: string | undefined): Markup {
  const known = about !== undefined && !board.rows.some(({ item }) => item.code === about)
  const label = board.reports?.find(({ id }) => id === about)?.label ?? about
  return html`<section id="objection" class="objection"><h2>提出异议</h2>
<form method="post" action="/d/${encodeURIComponent(board.communityId)}/objections">
<p><label for="about">涉及事项</label><select id="about" name="about"><option value="">不限</option>${known ? html`<option value="${about}" selected>${label}</option>` : ''}${board.rows.map(({ item }) => html`<option value="${item.code}"${item.code === about ? html` selected` : ''}>${item.title}</option>`)}</select></p>
<p><label for="text">异议内容（不记名，请勿填写个人信息）</label><textarea id="text" name="text" rows="4" minlength="4" maxlength="500" required></textarea></p>
<p><button type="submit">提交</button></p>
</form></section>`
}

/** What becomes of it, and the way back. */
export function renderObjected(board: Board, told: { id: string; dueOn: string; times: number } | DomainError): Markup {
  const back = html`<p><a href="/d/${encodeURIComponent(board.communityId)}">返回${board.communityName}公示栏</a></p>`
  if (told instanceof DomainError) return html`<main class="sheet missing"><h1>异议未提交</h1><p>${told.reply}</p>${back}</main>`
  return html`<main class="sheet missing"><h1>异议已收到</h1><p>编号 <b>${told.id}</b>${told.times > 1 ? html`，与已有异议合并，共${told.times}人次` : ''}。</p><p>请物业服务企业于${told.dueOn}前答复；答复发在业主群并注明编号。</p>${back}</main>`
}
