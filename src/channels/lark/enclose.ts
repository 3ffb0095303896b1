import { ChannelError } from '#src/errors.ts'
import type { Block, Enclosure, Post } from '#src/message.ts'
import type { Contents } from '../channel.ts'
import { flawOf } from '../text/enclosure.ts'
import type { PictureKeys } from './card/blocks.ts'
import type { LarkClient } from './client.ts'
import { isScopeMissing, toChannelError } from './errors.ts'

const MB = 1024 * 1024
const kinds = {
  picture: { most: 10 * MB, path: '/open-apis/im/v1/images' },
  file: { most: 30 * MB, path: '/open-apis/im/v1/files' },
}
type Kind = keyof typeof kinds

/** The platform's key of a picture or file, or why it does not take it. */
export type Uploaded = { key: string } | { refused: string }

export interface Enclosing {
  /** @throws ChannelError when it may be taken later; nothing has been sent then */
  upload(kind: Kind, enclosure: Enclosure): Promise<Uploaded>
}

/** Files and pictures go up once and are sent by their key; what cannot go up is told in words, with its link. */
export function createEnclosing(client: LarkClient, appId: string, contents: Contents | undefined): Enclosing {
  async function send(kind: Kind, { content, name }: Enclosure): Promise<string> {
    const bytes = await contents?.open(content)
    const flaw = flawOf(bytes, kinds[kind].most)
    if (flaw || !bytes) throw new Refused(flaw)
    const answer = await client.upload<{ image_key?: string; file_key?: string }>(kinds[kind].path, formOf(kind, name, bytes))
    const key = answer?.image_key ?? answer?.file_key
    if (!key) throw new Refused('未被飞书接收')
    return key
  }

  return {
    async upload(kind, enclosure) {
      // The platform shows a file under the name it came with.
      const uploadedAs = `lark:${appId}:${kind}${kind === 'file' ? `:${enclosure.name}` : ''}`
      const run = () => send(kind, enclosure)
      try {
        return { key: await (contents ? contents.keyOf(enclosure.content, uploadedAs, run) : run()) }
      } catch (error) {
        if (error instanceof Refused) return { refused: error.message }
        if (error instanceof ChannelError && (error.kind === 'terminal' || isScopeMissing(error))) return { refused: '未被飞书接收' }
        throw unsent(toChannelError(error))
      }
    },
  }
}

/** The post with the keys of its pictures; one that cannot be shown becomes a line and a link. */
export async function withPictures(post: Post, enclosing: Enclosing): Promise<{ post: Post; keys: PictureKeys }> {
  const keys: Record<string, string> = {}
  const blocks: Block[] = []
  for (const block of post.blocks ?? []) {
    const uploaded = block.kind === 'picture' ? await enclosing.upload('picture', block.picture) : undefined
    if (block.kind === 'picture' && uploaded && 'key' in uploaded) keys[block.picture.content] = uploaded.key
    blocks.push(block)
    if (block.kind === 'picture' && uploaded && 'refused' in uploaded) blocks.push(insteadOfPicture(block.picture, uploaded.refused))
  }
  return { post: post.blocks ? { ...post, blocks } : post, keys }
}

const insteadOfPicture = ({ name }: Enclosure, why: string): Block => ({ kind: 'note', text: `《${name}》${why}，请打开上面的链接查看。` })

function formOf(kind: Kind, name: string, bytes: Uint8Array): FormData {
  const form = new FormData()
  const body = new File([Uint8Array.from(bytes)], name)
  if (kind === 'picture') {
    form.set('image_type', 'message')
    form.set('image', body)
  } else {
    form.set('file_type', fileTypeOf(name))
    form.set('file_name', name)
    form.set('file', body)
  }
  return form
}

const fileTypes: Record<string, string> = {
  pdf: 'pdf',
  doc: 'doc',
  docx: 'doc',
  xls: 'xls',
  xlsx: 'xls',
  ppt: 'ppt',
  pptx: 'ppt',
  mp4: 'mp4',
}

const fileTypeOf = (name: string): string => fileTypes[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'stream'

/** Nothing was sent yet, so a failure here is no doubt about a message's arrival. */
const unsent = (failure: ChannelError): ChannelError =>
  failure.kind === 'ambiguous' ? new ChannelError('rate', failure.code, `not uploaded: ${failure.message}`, 10_000) : failure

class Refused extends Error {}
