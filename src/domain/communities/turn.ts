import type { DomainContext } from '#src/domain/context.ts'
import { objecting } from '#src/domain/objections/rules-objection.ts'
import { DomainError } from '#src/errors.ts'
import type { InboundMessage } from '#src/message.ts'
import { listAddressed, listSummaries } from '#storage/repositories/conversation.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { isEcho, isPersonal, turnOf, windowStart } from './rules-turn.ts'
import { ownerSettings } from './settings.ts'

/** As many of our newest posts as an echo may be of. */
const ownLately = 5

/**
 * Whether a message to the bot in an owner group is to be answered at all: false for programs, for our own words and for
 * those who go on after they were asked to wait. Objections and questions are counted apart.
 * @throws DomainError for the first one over a limit, and for what concerns a person
 */
export async function takesTurn(ctx: DomainContext, message: InboundMessage, { workspaceId }: Pick<Chat, 'workspaceId'>): Promise<boolean> {
  if (isEcho(message, await listSummaries(ctx.tx, message.channel, message.chatId, ownLately))) return false
  const { windowMinutes, perPerson, perGroup } = await ownerSettings(ctx.tx, workspaceId)
  const limits = { windowMs: windowMinutes * 60_000, perPerson, perGroup }
  const since = windowStart(ctx.now, limits)
  const until = new Date(since.getTime() + limits.windowMs)
  const asked = await listAddressed(ctx.tx, ctx.cause, { since, until, limit: perGroup + 2, apart: objecting })
  const turn = turnOf({ mine: asked.filter(({ mine }) => mine).length, group: asked.length }, limits)
  if (turn === 'later') throw new DomainError('LATER', `提问较多，请稍后再试（约${windowMinutes}分钟）。`)
  if (turn === 'answer' && isPersonal(message.text))
    throw new DomainError('PERSONAL', '涉及个人信息，不在群内提供和讨论；本人事项请到物业服务中心或拨打物业电话办理。')
  return turn === 'answer'
}
