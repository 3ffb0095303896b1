/** The pieces of card JSON 2.0 we draw with. Words from people go into plain_text, which the platform never interprets. */
export type Node = { tag: string; [property: string]: unknown }

export const plain = (content: string): Node => ({ tag: 'plain_text', content })

export const div = (content: string, style: Record<string, string> = {}): Node => ({ tag: 'div', text: { ...plain(content), ...style } })

export const small = (content: string): Node => div(content, { text_size: 'notation', text_color: 'grey' })

export const markdown = (content: string): Node => ({ tag: 'markdown', content })

const special = /[*~_`[\]()<>#|\\$&]/g

/** Words for use inside markdown: characters that would format, link or mention become entities. */
export const escaped = (text: string): string => text.replace(special, (char) => `&#${char.charCodeAt(0)};`)

export const linkButton = (label: string, url: string): Node => ({
  tag: 'button',
  text: plain(label),
  type: 'default',
  behaviors: [{ type: 'open_url', default_url: url }],
})
