import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { filePost } from '#src/message.ts'
import { bot, connect, ready, receive, webhooks, world } from './wecom.setup.ts'

/** Pictures and files into 企业微信: the bytes that were kept are the bytes that arrive. */

test.each(['webhook', 'robot'] as const)(
  'a picture follows its words and a file goes as itself, whole, by %s; what is too large or gone is a link',
  async (way) => {
    const kept = new Map([
      ['p', randomBytes(700_000)],
      ['f', randomBytes(1_500_000)],
      ['big', Buffer.alloc(21 * 1024 * 1024)],
    ])
    const contents = { open: async (id: string) => kept.get(id), keyOf: async () => '' }
    const channel = await connect(way === 'webhook' ? webhooks() : bot(), receive, contents)
    await ready(channel)
    const to = { chatId: way === 'webhook' ? 'staff-group' : 'g1' }
    const picture = { content: 'p', name: '长图', url: 'https://duban.example/r/x.png' }
    await channel.send({ summary: '报告', blocks: [{ kind: 'picture', picture }] }, to, 'k1')
    await channel.send(filePost({ content: 'f', name: '点评.docx', url: 'https://duban.example/f' }), to, 'k2')
    await channel.send(filePost({ content: 'big', name: '全集.pdf', url: 'https://duban.example/big' }), to, 'k3')
    await channel.send(filePost({ content: 'gone', name: '旧.pdf', url: 'https://duban.example/old' }), to, 'k4')
    const seen: { content: string; media?: { bytes: Buffer } }[] = way === 'webhook' ? world.wecom.pushed : world.wecom.robot.said
    expect(seen.map(({ content, media }) => media?.bytes.length ?? content.split('\n')[0])).toEqual([
      '报告',
      700_000,
      1_500_000,
      '《全集.pdf》超过20MB，未能直接发送，请打开链接查看：https://duban.example/big',
      '《旧.pdf》已过保存期，请打开链接查看：https://duban.example/old',
    ])
    expect(seen[1]!.media!.bytes.equals(kept.get('p')!)).toBe(true)
    expect(seen[2]!.media!.bytes.equals(kept.get('f')!)).toBe(true)
  },
)
