import type { Block, Chart, Citation, Field, Form, Post, Table } from '#src/message.ts'

/** What a chat line can hold of a long list before people stop reading. */
const MAX_ROWS = 10
const MAX_FOLDED = 3

/** A post as plain text: the first line answers, then one thing per line. */
export function renderText(post: Post): string {
  const lines = [
    headline(post),
    ...worded(post.blocks ?? []).flatMap(renderBlock),
    ...(post.form ? [renderForm(post.form)] : []),
    ...(post.links ?? []).map(({ label, url }) => `${label}：${url}`),
  ]
  return clean(lines.filter(Boolean).join('\n'))
}

/** What a picture shows is not told again number by number. */
const worded = (blocks: Block[]) => (blocks.some(({ kind }) => kind === 'picture') ? blocks.filter(({ kind }) => kind !== 'chart') : blocks)

function headline({ title, summary }: Post): string {
  return title && !summary.includes(title) ? `【${title}】${summary}` : summary
}

function renderBlock(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [block.text]
    case 'quote':
      return [`“${block.text}”`]
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}：${value}`)
    case 'list':
      return [...(block.title ? [`${block.title}：`] : []), ...block.items.map((item) => `· ${item}`)]
    case 'fold':
      return [
        `${block.title}（${block.items.length} 项）：`,
        ...shortened(
          block.items.map((item) => `· ${item}`),
          MAX_FOLDED,
        ),
      ]
    case 'citations':
      return block.citations.length > 0 ? [`依据：${block.citations.map(renderCitation).join('；')}`] : []
    case 'table':
      return renderTable(block.table)
    case 'chart':
      return [renderChart(block.chart)]
    case 'picture':
      return [`${block.picture.name}：${block.picture.url}`]
    case 'file':
      return [`附件《${block.file.name}》：${block.file.url}`]
  }
}

function renderCitation({ title, docNo, place, status }: Citation): string {
  return `《${title}》${docNo ? `（${docNo}）` : ''}${place}，${status}`
}

function renderTable({ columns, rows }: Table): string[] {
  const line = (row: Record<string, string>) =>
    columns
      .filter(({ key }) => row[key])
      .map(({ key, label }) => `${label} ${row[key]}`)
      .join('，')
  return shortened(rows.map(line), MAX_ROWS)
}

function renderChart({ title, unit, values }: Chart): string {
  return `${title}：${values.map(({ label, value, series }) => `${series ? `${series} ` : ''}${label} ${value}${unit}`).join('，')}`
}

/** Where there are no forms: the same fields, in words. */
function renderForm({ fields }: Form): string {
  return `请@我回复：${fields.map(renderField).join('、')}`
}

function renderField(field: Field): string {
  if (field.kind === 'select') return `${field.label}（${field.options.map(({ label }) => label).join('／')}）`
  return field.required === false ? `${field.label}（可不填）` : field.label
}

function shortened(lines: string[], max: number): string[] {
  return lines.length <= max ? lines : [...lines.slice(0, max), `……共 ${lines.length} 项`]
}

/** Characters that cut a message short or break its encoding on the way. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
}
