import type { InboundMessage } from '#src/message.ts'

export type Mention = { key: string; id?: { open_id?: string }; name?: string }
export type Content = Pick<InboundMessage, 'text' | 'attachments'> & { mentioned: boolean }
type Attachment = InboundMessage['attachments'][number]
type Json = Record<string, unknown>

/**
 * What a person said, whatever kind of message they said it with. Kinds that carry no words
 * (file, sticker, location, forwarded messages, kinds yet unknown) have an empty text and one attachment
 * naming the kind, so that the answer can say what cannot be read.
 */
export function readContent(type: string, json: string, mentions: Mention[], botOpenId: string | undefined): Content {
  const content = parseJson(json)
  const mentioned = botOpenId !== undefined && mentions.some((mention) => mention.id?.open_id === botOpenId)
  const say = (text: string, attachments: Attachment[] = []) => ({ text: withNames(text, mentions, botOpenId), attachments, mentioned })

  if (type === 'text') return say(str(content.text))
  if (type === 'post') {
    const post = readPost(content)
    return say(post.text, post.attachments)
  }
  if (type === 'image') return say('', [{ key: str(content.image_key), kind: 'image' }])
  const key = str(content.file_key)
  if (type === 'file') return say('', [{ key, kind: 'file', name: str(content.file_name) || undefined }])
  return say('', [{ key, kind: 'other', name: str(content.file_name) || type }])
}

/** Placeholders become @name; the bot's own goes away, for it is the address and not part of what was said. */
function withNames(text: string, mentions: Mention[], botOpenId: string | undefined): string {
  const named = text.replace(/@_(?:user_\d+|all)(?!\w)[ \u00a0]?/g, (found) => {
    const key = found.trimEnd()
    const space = found.slice(key.length)
    if (key === '@_all') return `@所有人${space}`
    const mention = mentions.find((one) => one.key === key)
    if (!mention) return found
    return botOpenId !== undefined && mention.id?.open_id === botOpenId ? '' : `@${mention.name ?? ''}${space}`
  })
  return named.trim()
}

function readPost(content: Json): { text: string; attachments: Attachment[] } {
  const body = 'content' in content ? content : (Object.values(content).find(isObject) ?? {})
  const attachments: Attachment[] = []
  const paragraphs = list(body.content).map((paragraph) =>
    list(paragraph)
      .filter(isObject)
      .map((element) => readElement(element, attachments))
      .join(''),
  )
  return { text: [str(body.title), ...paragraphs].filter((line) => line.trim() !== '').join('\n'), attachments }
}

function readElement(element: Json, attachments: Attachment[]): string {
  switch (element.tag) {
    case 'img':
      attachments.push({ key: str(element.image_key), kind: 'image' })
      return ''
    case 'media':
      attachments.push({ key: str(element.file_key), kind: 'other' })
      return ''
    case 'at':
      return str(element.user_id).startsWith('@_') ? `${str(element.user_id)} ` : `@${str(element.user_name)} `
    case 'emotion':
      return `[${str(element.emoji_type)}]`
    default:
      return str(element.text)
  }
}

function parseJson(json: string): Json {
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const str = (value: unknown): string => (typeof value === 'string' ? value : '')
