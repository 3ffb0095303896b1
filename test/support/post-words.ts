import type { Block, Post } from '#src/message.ts'

/** A post line by line, as it is read. */
export function wordsOf(post: Post): string {
  const links = (post.links ?? []).map(({ label, url }) => `${label} ${url}`)
  return [post.title, post.summary, ...(post.blocks ?? []).flatMap(linesOf), ...links].filter(Boolean).join('\n')
}

function linesOf(block: Block): string[] {
  if ('text' in block) return [block.text]
  if (block.kind === 'list' || block.kind === 'fold') return [block.title ?? '', ...block.items]
  if (block.kind === 'facts') return block.facts.map(({ label, value }) => `${label}：${value}`)
  if (block.kind === 'table') return block.table.rows.map((row) => Object.values(row).join(' '))
  if (block.kind === 'chart') return block.chart.values.map(({ label, value }) => `${label} ${value}${block.chart.unit}`)
  if (block.kind === 'picture') return [`${block.picture.name} ${block.picture.url}`]
  if (block.kind === 'file') return [`${block.file.name} ${block.file.url}`]
  return block.citations.map(({ title, place }) => `${title} ${place}`)
}
