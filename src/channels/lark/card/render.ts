import type { Block, Post, Tone } from '#src/message.ts'
import { blockNodes, type PictureKeys } from './blocks.ts'
import { formNode } from './form.ts'
import { LIMITS, lintCard, type Problem } from './lint.ts'
import { div, linkButton, plain } from './nodes.ts'
import { cut, markShortened, shorten } from './shorten.ts'
import { textOf, withoutMentions } from './text.ts'

/** Message type and content string as the message API takes them. */
export type Rendered = { msgType: 'text' | 'interactive' | 'file'; content: string }

export const MAX_TEXT = 2000
const MAX_TEXT_BYTES = 150 * 1024

const templates: Record<Tone, string> = { blue: 'blue', green: 'green', yellow: 'orange', red: 'red', grey: 'grey' }

/** Only words, and few of them: reads better as a message than as a card. */
export const isPlain = (post: Post): boolean =>
  !post.title && !post.blocks?.length && !post.form && !post.links?.length && post.summary.length <= MAX_TEXT

export function renderText(post: Post): Rendered {
  let text = withoutMentions(textOf(post))
  while (Buffer.byteLength(JSON.stringify({ text })) > MAX_TEXT_BYTES) text = `${cut(text, Math.floor(text.length / 2))}…`
  return { msgType: 'text', content: JSON.stringify({ text }) }
}

/** `page`: where the whole of it can be read */
export type Drawing = { keys?: PictureKeys; page?: string | undefined }

/** @returns the card, shortened until it fits; `problems` is what no shortening could mend */
export function renderCard(post: Post, { keys = {}, page }: Drawing = {}): { rendered: Rendered; problems: Problem[] } {
  let short = withinTables(post)
  let card = cardOf(short, keys)
  let problems = lintCard(card)
  while (problems.some(({ rule }) => rule === 'bytes' || rule === 'nodes' || rule === 'charts')) {
    const next = shorten(short)
    if (!next) break
    short = next
    card = cardOf(markShortened(short, page), keys)
    problems = lintCard(card)
  }
  return { rendered: { msgType: 'interactive', content: JSON.stringify(card) }, problems }
}

/** Nothing in it that a platform could refuse: for the place of a card that must stay a card. */
export function renderPlainCard(post: Post, page?: string): Rendered {
  const { title, tone, summary } = post
  const text = textOf({ ...post, title: undefined, summary: '' })
  return renderCard({ title, tone, summary, blocks: text ? [{ kind: 'text', text }] : [] }, { page }).rendered
}

function cardOf(post: Post, keys: PictureKeys): object {
  const { title, tone = 'blue', summary, blocks = [], form, links = [] } = post
  const elements = [
    ...(summary && summary !== title ? [div(summary)] : []),
    ...blocks.flatMap((block) => blockNodes(block, keys)),
    ...(form ? [formNode(form)] : []),
    ...links.map(({ label, url }) => linkButton(label, url)),
  ]
  return {
    schema: '2.0',
    config: { update_multi: true, enable_forward: !form, width_mode: 'fill', summary: { content: cut(summary, 200) } },
    ...(title ? { header: { template: templates[tone], title: plain(title) } } : {}),
    body: { direction: 'vertical', vertical_spacing: '8px', elements },
  }
}

/** Tables beyond what a card takes are written out as a list. */
function withinTables(post: Post): Post {
  let tables = 0
  const blocks = post.blocks?.map((block): Block => {
    if (block.kind !== 'table') return block
    tables += 1
    if (tables <= LIMITS.tables) return block
    const { columns, rows } = block.table
    return { kind: 'list', items: rows.map((row) => columns.map(({ key, label }) => `${label} ${row[key] ?? ''}`).join('，')) }
  })
  return { ...post, blocks }
}
