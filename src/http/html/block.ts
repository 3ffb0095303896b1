import type { Block, Citation, Enclosure, Fact, Table } from '#src/message.ts'
import { renderChart } from './chart.ts'
import { anchor, html, type Markup, webAddress } from './markup.ts'

export async function renderBlock(block: Block): Promise<Markup> {
  switch (block.kind) {
    case 'text':
      return html`<div class="text">${paragraphs(block.text)}</div>`
    case 'note':
      return html`<div class="note">${paragraphs(block.text)}</div>`
    case 'quote':
      return html`<blockquote>${paragraphs(block.text)}</blockquote>`
    case 'facts':
      return renderFacts(block.facts)
    case 'list':
      return html`<div class="list">${block.title ? html`<p class="list-title">${block.title}</p>` : ''}${items(block.items)}</div>`
    case 'fold':
      return html`<details><summary>${block.title}</summary>${items(block.items)}</details>`
    case 'citations':
      return html`<ul class="citations" aria-label="依据">${block.citations.map(renderCitation)}</ul>`
    case 'table':
      return renderTable(block.table)
    case 'chart':
      return renderChart(block.chart)
    case 'picture':
      return renderPicture(block.picture)
    case 'file':
      return html`<p class="file">附件：${anchor(block.file.name, block.file.url)}</p>`
  }
}

/** Line breaks in a text are meant: each line is its own paragraph. */
const paragraphs = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => html`<p>${line}</p>`)

const items = (lines: string[]) => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`

const renderFacts = (facts: Fact[]) =>
  html`<dl class="facts">${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`

function renderCitation({ title, docNo, place, status, url }: Citation): Markup {
  return html`<li><span class="cited">${anchor(`《${bare(title)}》`, url)}${place}</span><span class="cited-status">${docNo ? html`${docNo} · ` : ''}${status}</span></li>`
}

function renderPicture({ name, url }: Enclosure): Markup {
  const address = webAddress(url)
  return address ? html`<p class="picture"><img src="${address}" alt="${name}" loading="lazy"></p>` : html`<p>${name}</p>`
}

/** Titles come with and without 《》; printed once either way. */
const bare = (title: string) => title.replace(/^《([\s\S]*)》$/, '$1')

function renderTable({ columns, rows }: Table): Markup {
  const head = columns.map(({ label }) => html`<th scope="col">${label}</th>`)
  const body = rows.map((row) => html`<tr>${columns.map(({ key }) => html`<td>${row[key] ?? ''}</td>`)}</tr>`)
  return html`<div class="table" tabindex="0" role="group" aria-label="表格，可左右滚动"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}
