import type { Block, Form, Post } from '#src/message.ts'

/** The same facts in plain text: for short posts, and for clients and servers that refuse the card. */
export function textOf(post: Post): string {
  const parts = [
    post.title && post.title !== post.summary ? `【${post.title}】${post.summary}` : post.summary,
    ...(post.blocks ?? []).map(blockText),
    ...(post.form ? [formText(post.form)] : []),
    ...(post.links ?? []).map(({ label, url }) => `${label}：${url}`),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function blockText(block: Block): string {
  const lines = (items: string[]) => items.map((item) => `· ${item}`).join('\n')
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.text
    case 'quote':
      return `“${block.text}”`
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}：${value}`).join('\n')
    case 'list':
    case 'fold':
      return [...(block.title ? [block.title] : []), lines(block.items)].join('\n')
    case 'citations':
      return block.citations
        .map(
          ({ title, docNo, place, status, url }) =>
            `《${title}》${docNo ? `（${docNo}）` : ''} · ${place} · ${status}${url ? ` ${url}` : ''}`,
        )
        .join('\n')
    case 'table': {
      const { columns, rows } = block.table
      return rows.map((row) => columns.map(({ key, label }) => `${label} ${row[key] ?? ''}`).join('，')).join('\n')
    }
    case 'chart': {
      const { title, unit, values } = block.chart
      return [title, lines(values.map(({ label, series, value }) => `${label}${series ? ` ${series}` : ''}：${value}${unit}`))].join('\n')
    }
    case 'picture':
      return `${block.picture.name}：${block.picture.url}`
    case 'file':
      return `附件《${block.file.name}》：${block.file.url}`
  }
}

/** Without a form one answers in words: what may be said stands here. */
function formText(form: Form): string {
  const fields = form.fields.map((field) =>
    field.kind === 'select' ? `${field.label}（${field.options.map(({ label }) => label).join('/')}）` : field.label,
  )
  return `请直接回复本条消息：${fields.join('、')}`
}

/** A text message takes mentions as tags; words that came from people must not call anybody. */
export const withoutMentions = (text: string): string => text.replace(/<(?=\s*\/?\s*at\b)/gi, '＜')
