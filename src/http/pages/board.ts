import type { Board, BoardRow, CatalogueItem, Disclosure } from '#src/domain/disclosures/disclosure.ts'
import { chineseDay } from '#src/http/html/calendar.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import { renderObjectionForm } from './objection.ts'

const absent = '未提供'

export const boardTitle = ({ communityName }: Board): string => `${communityName}物业服务信息公示栏`

export function boardDescription(board: Board): string {
  const open = openRows(board)
  return `${board.communityName}物业服务信息公示：面向社会公开${open.length}项，已提供${open.filter(({ current }) => current).length}项。`
}

/** Of what only the owners may see, the open page names the item and nothing of its content. */
export function renderBoard(board: Board, asked: { own?: boolean; stale?: boolean; about?: string } = {}): Markup {
  const open = openRows(board)
  const own = board.rows.filter(({ item }) => item.visibility === 'OWN')
  return html`<main class="sheet board">
<header class="title">
<p class="eyebrow">物业服务信息公示栏${board.sample ? html`<span class="sample">示例</span>` : ''}</p>
<h1>${board.communityName}</h1>
${board.street ? html`<p class="place">${board.street}</p>` : ''}
</header>
<dl class="origin"><div><dt>面向社会公开</dt><dd>${open.length}项，已提供${open.filter(({ current }) => current).length}项</dd></div><div><dt>仅本小区业主可见</dt><dd>${own.length}项</dd></div></dl>
${open.length > 0 ? html`<h2 class="part">面向社会公开</h2>${open.map(renderOpen)}` : ''}
${asked.stale ? html`<p class="remark">业主专用链接已失效，请在业主群内发送“公示”取得新链接。</p>` : ''}
${own.length > 0 ? html`<h2 class="part">仅本小区业主可见</h2>${asked.own ? own.map(renderOpen) : html`<ul class="own">${own.map(({ item }) => renderOwn(item))}</ul>`}` : ''}
${renderObjectionForm(board, asked.about)}
<footer class="reading"><p>公示内容由责任单位提供并对其真实性负责。没有记录的事项标为“${absent}”。</p></footer>
</main>`
}

const openRows = (board: Board) => board.rows.filter(({ item }) => item.visibility === 'PUB')

function renderOpen({ item, current, withdrawn }: BoardRow): Markup {
  return html`<section id="${item.code}"><h3>${item.title}</h3>${current ? renderCurrent(current) : html`<p class="absent">${absent}</p>${withdrawn ? html`<p class="remark">第${withdrawn.version}版已于${chineseDay(withdrawn.on)}撤下：${withdrawn.reason}</p>` : ''}`}${renderDuty(item)}</section>`
}

function renderCurrent({ lines, publishedOn, preparedBy, reviewedBy, correctionReason, version }: Disclosure): Markup {
  const shown = lines.map(
    ({ label, value }) =>
      html`<div><dt>${label}</dt><dd>${value === undefined ? html`<span class="absent">${absent}</span>` : value}</dd></div>`,
  )
  return html`<dl class="lines">${shown}</dl><p class="published">${chineseDay(publishedOn)}公布 · 第${version}版 · ${preparedBy}${reviewedBy ? `，${reviewedBy}审核` : ''}</p>${correctionReason ? html`<p class="remark">更正原因：${correctionReason}</p>` : ''}`
}

const renderDuty = ({ by, cadence, basis }: CatalogueItem) =>
  html`<p class="duty">责任单位：${by}；公示时限：${cadence}；依据：${basis}</p>`

const renderOwn = (item: CatalogueItem) =>
  html`<li id="${item.code}"><h3>${item.title}</h3><p>仅本小区业主可见，请在业主群内查询</p>${renderDuty(item)}</li>`
