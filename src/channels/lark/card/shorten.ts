import type { Block, Form, Post } from '#src/message.ts'

const MIN_TEXT = 60

/**
 * One step shorter: the heaviest block is halved, or left out when nothing in it can be halved; at the end
 * the longest choice of the form. What was cut is said, with the way to the whole.
 * @returns undefined when nothing is left to cut
 */
export function shorten(post: Post): Post | undefined {
  const blocks = post.blocks ?? []
  const heaviest = blocks.reduce((best, block, at) => (weight(block) > weight(blocks[best]) ? at : best), 0)
  const block = blocks[heaviest]
  if (block) {
    const smaller = halved(block)
    return { ...post, blocks: smaller ? blocks.with(heaviest, smaller) : blocks.toSpliced(heaviest, 1) }
  }
  const form = post.form && fewerOptions(post.form)
  return form && { ...post, form }
}

/** Says that something is missing, and where all of it is. */
export function markShortened(post: Post, page: string | undefined): Post {
  const note: Block = { kind: 'note', text: page ? '内容较长，此处有省略，请点“查看全部”。' : '内容较长，此处有省略。' }
  return {
    ...post,
    blocks: [...(post.blocks ?? []), note],
    links: [...(page ? [{ label: '查看全部', url: page }] : []), ...(post.links ?? [])],
  }
}

const weight = (block: Block | undefined): number => (block ? JSON.stringify(block).length : 0)

const half = <T>(items: T[]): T[] => items.slice(0, Math.floor(items.length / 2))

function halved(block: Block): Block | undefined {
  switch (block.kind) {
    case 'text':
    case 'note':
    case 'quote':
      return block.text.length > MIN_TEXT ? { ...block, text: `${cut(block.text, Math.floor(block.text.length / 2))}…` } : undefined
    case 'facts':
      return block.facts.length > 1 ? { ...block, facts: half(block.facts) } : undefined
    case 'list':
    case 'fold':
      return block.items.length > 1 ? { ...block, items: half(block.items) } : undefined
    case 'citations':
      return block.citations.length > 1 ? { ...block, citations: half(block.citations) } : undefined
    case 'table':
      return block.table.rows.length > 1 ? { ...block, table: { ...block.table, rows: half(block.table.rows) } } : undefined
    case 'chart':
    case 'picture':
    case 'file':
      // Half of it would show something wrong.
      return undefined
  }
}

/** The default stays: leaving the field alone must still mean what it meant. */
function fewerOptions(form: Form): Form | undefined {
  const optionsOf = (at: number) => {
    const field = form.fields[at]
    return field?.kind === 'select' ? field.options.length : 0
  }
  const longest = form.fields.reduce((best, _, at) => (optionsOf(at) > optionsOf(best) ? at : best), 0)
  const field = form.fields[longest]
  if (field?.kind !== 'select' || field.options.length <= 2) return undefined
  const kept = field.options.filter(({ value }, at) => value === field.value || at < field.options.length / 2)
  return kept.length < field.options.length ? { ...form, fields: form.fields.with(longest, { ...field, options: kept }) } : undefined
}

/** Never between the two halves of a character. */
export const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
