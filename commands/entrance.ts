import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { entranceNamed } from '#src/domain/entrances/catalogue.ts'
import { listEntrances, setEntrance } from '#src/domain/entrances/find.ts'
import type { Post } from '#src/message.ts'
import { entrancePost, entranceSetPost } from '#src/views/entrance.ts'
import type { Input, Place } from './command.ts'
import { workspaceOf } from './group.ts'

export const about = {
  name: '办事入口',
  aliases: [],
  summary: '京通投票、阳光物业、12345、京海修、物业+ 的入口',
  usage: '办事入口 [名称]；专班负责人可发送 办事入口 设置 京通 https://…',
  audience: 'any' as const,
}

export const args = z.object({ name: z.string().max(20), url: z.string().max(500).optional() })

export function parse({ text }: Input): unknown {
  const [, name, url] = /^设置\s+(\S+)\s+(\S+)$/.exec(text.trim()) ?? []
  return name ? { name, url } : { name: nameIn(text) ?? text.trim() }
}

const where = /在哪|哪里|怎么(进|去|找|打开|登录)|入口|网址|链接/
const vote = /(在哪|哪里|怎么).{0,6}(投票|表决)/

const nameIn = (text: string): string | undefined => {
  if (vote.test(text)) return '京通'
  return text.match(/京通|北京业主|北京物业|阳光物业|京海修|物业[+＋]|12345/)?.[0]
}

/** Asks for the way to a platform, not for what the documents say of it. */
export const hears = (text: string): boolean => {
  const name = nameIn(text)
  return name !== undefined && text.length <= 20 && (entranceNamed(text.trim()) !== undefined || where.test(text) || vote.test(text))
}

export async function run(ctx: DomainContext, { name, url }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceOf(place, '查看办事入口')
  if (url) return entranceSetPost(await setEntrance(ctx, workspaceId, name, url))
  return entrancePost(await listEntrances(ctx, workspaceId, name || undefined))
}
