import type { Block, Citation, Enclosure, Table } from '#src/message.ts'
import { chartNode } from './chart.ts'
import { div, escaped, markdown, type Node, plain, small } from './nodes.ts'

export type PictureKeys = Readonly<Record<string, string>>

const lines = (items: string[]): string => items.map((item) => `· ${item}`).join('\n')

/** @param keys the platform's keys of the pictures it has, by our ids */
export function blockNodes(block: Block, keys: PictureKeys): Node[] {
  switch (block.kind) {
    case 'text':
      return [div(block.text)]
    case 'note':
      return [small(block.text)]
    case 'quote':
      return [quoteNode(block.text)]
    case 'facts':
      return [markdown(block.facts.map(({ label, value }) => `**${escaped(label)}** ${escaped(value)}`).join('\n'))]
    case 'list':
      return [...(block.title ? [markdown(`**${escaped(block.title)}**`)] : []), div(lines(block.items))]
    case 'fold':
      return [foldNode(block.title, block.items)]
    case 'citations':
      return [markdown(block.citations.map(citationLine).join('\n'))]
    case 'table':
      return [tableNode(block.table)]
    case 'chart':
      return [chartNode(block.chart)]
    case 'picture':
      return [pictureNode(block.picture, keys)]
    case 'file':
      return [small(`附件《${block.file.name}》随后发送。`)]
  }
}

const pictureNode = (picture: Enclosure, keys: PictureKeys): Node => {
  const key = keys[picture.content]
  if (!key) return markdown(`附件：[${escaped(picture.name)}](${addressOf(picture.url)})`)
  return { tag: 'img', img_key: key, alt: plain(picture.name), scale_type: 'fit_horizontal', preview: true }
}

const quoteNode = (text: string): Node => ({
  tag: 'column_set',
  background_style: 'grey',
  columns: [{ tag: 'column', width: 'weighted', weight: 1, padding: '8px 12px 8px 12px', elements: [div(text)] }],
})

const foldNode = (title: string, items: string[]): Node => ({
  tag: 'collapsible_panel',
  expanded: false,
  header: { title: plain(title), padding: '8px' },
  elements: [div(lines(items))],
})

function citationLine({ title, docNo, place, status, url }: Citation): string {
  const name = `《${escaped(title)}》${docNo ? `（${escaped(docNo)}）` : ''}`
  return `${url ? `[${name}](${addressOf(url)})` : name} · ${escaped(place)} · ${escaped(status)}`
}

/** Spelt so that no bracket in it ends the link; one that is encoded already is not encoded twice. */
function addressOf(url: string): string {
  try {
    return new URL(url).href.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))
  } catch {
    return encodeURIComponent(url)
  }
}

const tableNode = (table: Table): Node => ({
  tag: 'table',
  page_size: Math.min(10, Math.max(1, table.rows.length)),
  row_height: 'low',
  header_style: { text_align: 'left', background_style: 'grey', bold: true, lines: 1 },
  columns: table.columns.map(({ key, label }) => ({ name: key, display_name: label, data_type: 'text', width: 'auto' })),
  rows: table.rows.map((row) => Object.fromEntries(table.columns.map(({ key }) => [key, row[key] ?? '']))),
})
