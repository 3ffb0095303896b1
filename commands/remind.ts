import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { remindUnit } from '#src/domain/reminders/remind.ts'
import { unitIn } from '#src/domain/tasks/unit.ts'
import type { Post } from '#src/message.ts'
import { remindedPost } from '#src/views/reminded.ts'
import type { Input, Place } from './command.ts'
import { office } from './office.ts'

export const about = {
  name: '提醒',
  aliases: ['催办', '催一下'],
  summary: '现在就提醒一个单位（专班负责人）',
  usage: '提醒 单位，如 提醒 区房管局',
  audience: 'staff' as const,
  needs: { work: 'remind' } as const,
}

export const args = z.object({ unit: z.string().min(2).max(50) })

const polite = '(?:请|麻烦|帮我?|再)*'
/** what is wanted of the unit: nothing that the card does not say by itself */
const hurry =
  '(?:一下|尽快|抓紧|及时|按时|马上|赶紧|今天)*(?:填报|上报|报送|报|更新|反馈|办理|完成|落实)?(?:一下)?(?:任务|进度|进展|情况)*(?:吧|了)?[。！!]*$'
const asked = new RegExp(`^${polite}(?:提醒|催办|催)(?:一下|一催|下)?\\s*(?!我|你|大家|各)(?<unit>${office})(?<!开会)${hurry}`)
const sent = new RegExp(`^${polite}(?:给|向)(?<unit>${office})再?发(?:个|一个|一次|一条|条)?提醒(?:吧|了)?[。！!]*$`)

const unitSaid = (text: string): string | undefined => (asked.exec(text) ?? sent.exec(text))?.groups?.unit

/** 提醒区房管局, 催一下区水务局尽快填报: a sentence that says more is not ours to shorten. */
export const hears = (text: string): boolean => unitSaid(text.trim()) !== undefined

export const parse = ({ text }: Input): unknown => ({ unit: unitSaid(text.trim()) ?? unitSaid(`提醒${text.trim()}`) ?? text.trim() })

export async function run(ctx: DomainContext, { unit }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceFor(ctx, place.chat)
  return remindedPost(await remindUnit(ctx, workspaceId, await unitIn(ctx, { workspaceId }, unit)))
}
