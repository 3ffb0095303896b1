import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Board, BoardRow, CatalogueItem, Disclosure, Earlier } from '#src/domain/disclosures/disclosure.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import { renderObjectionForm } from './objection.ts'

const absent = '未提供'

export const boardTitle = ({ communityName }: Board): string => `${communityName}物业服务信息公示栏`

export function boardDescription(board: Board): string {
  const open = openRows(board)
  return `${board.communityName}物业服务信息公示：面向社会公开${open.length}项，已提供${open.filter(({ current }) => current).length}项。`
}

/** Of what only the owners may see, the open page names the item and nothing of its content. */
export function renderBoard(board: Board, asked: { own?: boolean; key?: string; stale?: boolean; about?: string } = {}): Markup {
  const open = openRows(board)
  const own = board.rows.filter(({ item }) => item.visibility === 'OWN')
  return html`<main class="sheet board">
<header class="title">
<p class="eyebrow">物业服务信息公示栏${board.sample ? html`<span class="sample">示例</span>` : ''}</p>
<h1>${board.communityName}</h1>
${board.street ? html`<p class="place">${board.street}</p>` : ''}
<p class="jump"><a href="#objection">提出异议</a></p>
</header>
<dl class="origin"><div><dt>面向社会公开</dt><dd>${open.length}项，已提供${open.filter(({ current }) => current).length}项</dd></div><div><dt>仅本小区业主可见</dt><dd>${own.length}项</dd></div></dl>
${open.length > 0 ? html`<h2 class="part">面向社会公开</h2>${renderRows(open)}` : ''}
${asked.stale ? html`<p class="remark">业主专用链接已失效，请在业主群内发送“公示”取得新链接。</p>` : ''}
${own.length > 0 ? html`<h2 class="part">仅本小区业主可见</h2>${asked.own ? html`${renderReports(board)}${renderRows(own, asked.key)}` : renderLocked(own)}` : ''}
${renderObjectionForm(board, asked.about)}
<footer class="reading"><p>公示内容由责任单位提供并对其真实性负责。没有记录的事项标为“${absent}”。</p></footer>
</main>`
}

const openRows = (board: Board) => board.rows.filter(({ item }) => item.visibility === 'PUB')

/** What is there stands open; what is not there is folded into one line that says how much it is. */
function renderRows(rows: BoardRow[], key?: string): Markup {
  const missing = rows.filter(({ current }) => !current)
  const folded = html`<details class="missing-items"><summary>未提供${missing.length}项</summary>${missing.map((row) => renderRow(row, key))}</details>`
  return html`${rows.filter(({ current }) => current).map((row) => renderRow(row, key))}${missing.length > 0 ? folded : ''}`
}

function renderRow({ item, current, withdrawn, earlier = [] }: BoardRow, key: string | undefined): Markup {
  return html`<section id="${item.code}"><h3>${item.title}</h3>${current ? html`${renderCurrent(current)}${renderFiles(current, key)}` : html`<p class="absent">${absent}</p>${withdrawn ? html`<p class="remark">第${withdrawn.version}版已于${chineseDay(withdrawn.on)}撤下：${withdrawn.reason}</p>` : ''}`}${renderEarlier(earlier)}${renderDuty(item)}</section>`
}

function renderEarlier(earlier: Earlier[]): Markup | '' {
  if (earlier.length === 0) return ''
  const line = ({ version, publishedOn, correctionReason }: Earlier) =>
    html`<li>第${version}版，${chineseDay(publishedOn)}公布${correctionReason ? html`，更正原因：${correctionReason}` : ''}</li>`
  return html`<details><summary>历史版本${earlier.length}个</summary><ul>${earlier.map(line)}</ul></details>`
}

const renderReports = ({ reports = [] }: Board): Markup | '' =>
  reports.length > 0
    ? html`<section><h3>履约报告</h3><ul class="reports">${reports.map(({ id, label }) => html`<li><a href="/r/${encodeURIComponent(id)}">${label}</a></li>`)}</ul></section>`
    : ''

function renderCurrent({ lines, publishedOn, preparedBy, reviewedBy, correctionReason, version }: Disclosure): Markup {
  const shown = lines.map(
    ({ label, value }) =>
      html`<div><dt>${label}</dt><dd>${value === undefined ? html`<span class="absent">${absent}</span>` : value}</dd></div>`,
  )
  return html`<dl class="lines">${shown}</dl><p class="published">${chineseDay(publishedOn)}公布 · 第${version}版 · ${preparedBy}${reviewedBy ? `，${reviewedBy}审核` : ''}</p>${correctionReason ? html`<p class="remark">更正原因：${correctionReason}</p>` : ''}`
}

/** The key to what only owners may see goes along with the link to a file of it. */
const renderFiles = ({ communityId, files = [] }: Disclosure, key: string | undefined): Markup | '' =>
  files.length > 0
    ? html`<ul class="files">${files.map(({ id, name }) => html`<li><a href="/d/${encodeURIComponent(communityId)}/files/${id}${key ? `?k=${encodeURIComponent(key)}` : ''}">${name}</a></li>`)}</ul>`
    : ''

const renderDuty = ({ by, cadence, basis }: CatalogueItem) =>
  html`<p class="duty">责任单位：${by}；公示时限：${cadence}；依据：${basis}</p>`

/** Of what only owners may see a stranger reads the names. */
const renderLocked = (rows: BoardRow[]): Markup =>
  html`<p class="remark">请在业主群内发送“公示”，取得本小区业主专用链接。</p><details class="missing-items"><summary>共${rows.length}项，查看目录</summary><ul class="own">${rows.map(({ item }) => html`<li id="${item.code}"><h3>${item.title}</h3>${renderDuty(item)}</li>`)}</ul></details>`
