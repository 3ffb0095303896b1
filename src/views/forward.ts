import type { Enclosure, Link, Post } from '#src/message.ts'

/** What a person carries into a group the bot cannot speak in: text to copy, pictures, links. */
export type Kit = { title: string; text: string; pictures: Enclosure[]; links: Link[] }

/** The kit for the manager's group, with a button to say that it was done. */
export function forwardPost({ title, text, pictures, links }: Kit, ticket: { key: string; version: number; forwardedAt?: Date }): Post {
  const { key, version, forwardedAt } = ticket
  const enclosed = pictures.length > 0 ? '连同长图' : ''
  return {
    title: `转发件：${title}`,
    tone: forwardedAt ? 'green' : 'blue',
    summary: forwardedAt ? '已转发，计入公示。' : `请复制下面的文字，${enclosed}转发到尚未接入的业主群，转发后点「已转发」。`,
    blocks: [{ kind: 'quote', text }, ...pictures.map((picture) => ({ kind: 'picture' as const, picture }))],
    links,
    ...(forwardedAt
      ? {}
      : {
          form: {
            action: '已转发',
            args: { key },
            version,
            fields: [{ kind: 'input' as const, name: 'where', label: '转发到的群（可不填）', required: false, maxLength: 100 }],
            submit: '已转发',
          },
        }),
  }
}
