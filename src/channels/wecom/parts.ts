import { type Enclosure, loneFile, type Post } from '#src/message.ts'
import type { Contents } from '../channel.ts'
import { flawOf, insteadOf } from '../text/enclosure.ts'
import { splitText } from '../text/split.ts'
import { renderMarkdown } from './markdown.ts'

export type Media = { kind: 'image' | 'file'; name: string; bytes: Buffer }
export type Part = { markdown: string } | { enclosure: Enclosure; as: 'image' | 'file' }

/** What WeCom takes: a picture in a message, a file uploaded before. */
const MAX_BYTES = { image: 2 * 1024 * 1024, file: 20 * 1024 * 1024 }

/** A post as the messages it becomes: words in order, pictures after them, a lone file as itself. */
export function partsOf(post: Post, maxLength: number): Part[] {
  const file = loneFile(post)
  if (file) return [{ enclosure: file, as: 'file' }]
  const pictures = (post.blocks ?? []).flatMap((block) => (block.kind === 'picture' ? [block.picture] : []))
  return [
    ...splitText(renderMarkdown(post), maxLength).map((markdown) => ({ markdown })),
    ...pictures.map((enclosure) => ({ enclosure, as: 'image' as const })),
  ]
}

/** What is enclosed, or the words that take its place; nothing where the words before it hold the link already. */
export async function mediaOf(
  { enclosure, as }: Extract<Part, { as: string }>,
  contents: Contents | undefined,
): Promise<Media | string | undefined> {
  const bytes = await contents?.open(enclosure.content)
  const flaw = flawOf(bytes, MAX_BYTES[as])
  if (!flaw && bytes) return { kind: as, name: nameOf(enclosure.name, as, bytes), bytes: Buffer.from(bytes) }
  return as === 'file' ? renderMarkdown(insteadOf(enclosure, flaw ?? '')) : undefined
}

const nameOf = (name: string, as: Media['kind'], bytes: Uint8Array) =>
  as === 'file' || /\.\w+$/.test(name) ? name : `${name}.${bytes[0] === 0xff ? 'jpg' : 'png'}`
