import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { plansFor } from '#src/domain/plans/find.ts'
import { answerAsked } from '#src/domain/progress/answer.ts'
import type { Found, Pointer } from '#src/domain/progress/find.ts'
import { requestExtension } from '#src/domain/review/extension.ts'
import type { Post } from '#src/message.ts'
import { extensionAskedPost } from '#src/views/asked.ts'
import { askedPost } from '#src/views/review.ts'
import type { Place } from './command.ts'

/** What commands about a unit's work share: how it is pointed at, and asking for more time. */

export type WorkValues = { occurrence?: string; unit?: string; planId?: string; version?: number; ask?: string }

/** A form's `task` is an occurrence or `occurrence|unit|plan`; what the bot had asked back is about no version of the card. */
export function workOf(values: Record<string, string>): WorkValues {
  const [occurrence, unit, planId] = (values.task ?? '').split('|')
  return {
    ...(occurrence ? { occurrence } : {}),
    ...(unit ? { unit } : {}),
    ...(planId ? { planId } : {}),
    ...(values.ask ? { ask: values.ask } : { version: Number(values.version) }),
  }
}

export async function pointing(ctx: DomainContext, place: Place): Promise<Pointer> {
  const { cardKey, chat, planId } = place
  return {
    plans: await plansFor(ctx, { chat }),
    ...(planId ? { planId } : {}),
    ...(cardKey ? { cardKey } : {}),
    ...(chat?.unit ? { chatUnit: chat.unit } : {}),
  }
}

export const originOf = ({ source, messageId, chatId }: Place) => ({ source, messageId, chatId })

export const askingOf = (ctx: DomainContext, { source, cardKey }: Place) => ({
  source,
  today: shanghaiDateOf(ctx.now),
  ...(cardKey ? { cardKey } : {}),
})

export type MoreTime = {
  until: string | undefined
  reason: string | undefined
  ask?: string | undefined
  /** what was recorded in the same breath, to be said first */
  recorded?: string
}

/** Puts the request before the leads, or asks back for what it lacks. */
export async function askForTime(
  ctx: DomainContext,
  { until, reason, ask, recorded }: MoreTime,
  { dues }: Found,
  place: Place,
): Promise<Post> {
  const due = dues[0]!
  if (dues.length > 1 || !until || !reason)
    return extensionAskedPost({ until, reason, ...(recorded ? { recorded } : {}) }, dues, askingOf(ctx, place))
  const answer = askedPost(await requestExtension(ctx, { due, until, reason }, originOf(place)))
  const post = recorded ? { ...answer, summary: `${recorded}${answer.summary}` } : answer
  if (ask) await answerAsked(ctx, ask, post)
  return post
}
