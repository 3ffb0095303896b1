import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { urgeDisclosure } from '#src/domain/disclosures/urge.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '催公示',
  aliases: ['催一下公示'],
  summary: '本小区没有公示的，催一下',
  usage: '催公示 项目，如 催公示 公共收益',
  audience: 'owner' as const,
}

export const args = z.object({ item: z.string().min(1).max(60) })

export const parse = ({ text }: Input): unknown => ({ item: text.trim() })

export async function run(ctx: DomainContext, { item }: z.infer<typeof args>, place: Place): Promise<Post> {
  const communityId = place.chat?.communityId
  if (!communityId) throw new DomainError('NO_COMMUNITY', '催公示按小区计数，请在本小区业主群内发送。')
  const urged = await urgeDisclosure(ctx, communityId, item)
  return {
    tone: 'blue',
    summary: urged.again
      ? `您今天已催过「${urged.item.title}」，本月共${urged.times}次。`
      : `已计入：本月第${urged.times}次催公示「${urged.item.title}」。`,
    blocks: [{ kind: 'note', text: '只计次数，不记录是谁催的；次数随法定期限提醒告知物业服务企业和街镇。' }],
  }
}
