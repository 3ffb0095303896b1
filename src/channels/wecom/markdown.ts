import type { Block, Citation, Form, Post, Table, Tone } from '#src/message.ts'

/** What a chat can hold of a long list before people stop reading. */
const MAX_ROWS = 20
const MAX_FOLDED = 5

/** WeCom knows three colours of words. */
const colours: Record<Tone, 'info' | 'comment' | 'warning'> = {
  green: 'info',
  blue: 'info',
  grey: 'comment',
  yellow: 'warning',
  red: 'warning',
}

/** A post in WeCom's markdown: no tables and no pictures there, so a table is told line by line. */
export function renderMarkdown(post: Post): string {
  const lines = [
    ...(post.title ? [`**<font color="${colours[post.tone ?? 'blue']}">${plain(post.title)}</font>**`] : []),
    plain(post.summary),
    ...(post.blocks ?? []).flatMap(renderBlock),
    ...(post.form ? [note(renderForm(post.form))] : []),
    ...(post.links ?? []).map(({ label, url }) => link(label, url)),
  ]
  return lines.filter(Boolean).join('\n').toWellFormed()
}

function renderBlock(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [plain(block.text)]
    case 'note':
      return [note(block.text)]
    case 'quote':
      return [`> ${plain(block.text).replaceAll('\n', '\n> ')}`]
    case 'facts':
      return block.facts.map(({ label, value }) => `${plain(label)}：**${plain(value)}**`)
    case 'list':
      return [...(block.title ? [`${plain(block.title)}：`] : []), ...bullets(block.items)]
    case 'fold':
      return [`${plain(block.title)}（${block.items.length}项）：`, ...shortened(bullets(block.items), MAX_FOLDED)]
    case 'citations':
      return block.citations.map(renderCitation)
    case 'table':
      return renderTable(block.table)
    case 'picture':
      return [link(block.picture.name, block.picture.url)]
    case 'file':
      return [link(block.file.name, block.file.url)]
    case 'chart': {
      const { title, unit, values } = block.chart
      return [
        `${plain(title)}：${values.map(({ label, value, series }) => `${series ? `${plain(series)} ` : ''}${plain(label)} ${value}${unit}`).join('，')}`,
      ]
    }
  }
}

const link = (label: string, url: string) => `[${plain(label)}](${url})`

const bullets = (items: string[]) => items.map((item) => `· ${plain(item)}`)

const note = (text: string) => `<font color="comment">${plain(text)}</font>`

const renderCitation = ({ title, docNo, place, status }: Citation) =>
  note(`依据：《${title}》${docNo ? `（${docNo}）` : ''}${place}，${status}`)

function renderTable({ columns, rows }: Table): string[] {
  const line = (row: Record<string, string>) =>
    columns
      .filter(({ key }) => row[key])
      .map(({ key, label }) => `${plain(label)} ${plain(row[key]!)}`)
      .join('，')
  return shortened(rows.map(line), MAX_ROWS)
}

/** There are no forms in this markdown: the same fields, in words. */
function renderForm({ fields }: Form): string {
  const words = fields.map((field) =>
    field.kind === 'select' ? `${field.label}（${field.options.map(({ label }) => label).join('／')}）` : field.label,
  )
  return `请@我回复：${words.join('、')}`
}

const shortened = (lines: string[], max: number) => (lines.length <= max ? lines : [...lines.slice(0, max), `……共${lines.length}项`])

/** What people wrote is words, not markup: neither a mention of everybody nor a tag nor a link comes out of it. */
const plain = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .replace(/([*`_])/g, '\\$1')
    .replaceAll('](', '] (')
