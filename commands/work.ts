import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { plansFor } from '#src/domain/plans/find.ts'
import { answerAsked, askedMessage } from '#src/domain/progress/answer.ts'
import type { Found, Pointer } from '#src/domain/progress/find.ts'
import { extendable, extendedDue, namesDay, requestExtension } from '#src/domain/review/extension.ts'
import type { Post } from '#src/message.ts'
import { extensionAskedPost } from '#src/views/asked.ts'
import { askedPost } from '#src/views/review.ts'
import { dayLabel } from '#src/views/words.ts'
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

/** The same, of what the bot had asked back about: the message that said it. */
export async function originOfAsked(ctx: DomainContext, ask: string | undefined, place: Place) {
  const messageId = ask ? await askedMessage(ctx, ask) : undefined
  return { ...originOf(place), ...(messageId ? { messageId } : {}) }
}

export const askingOf = (ctx: DomainContext, { source, cardKey }: Place) => ({
  source,
  today: shanghaiDateOf(ctx.now),
  ...(cardKey ? { cardKey } : {}),
})

export type MoreTime = {
  until: string | undefined
  reason: string | undefined
  /** asked as a question rather than applied for */
  tentative?: boolean | undefined
  ask?: string | undefined
  /** what was recorded in the same breath, to be said first */
  recorded?: string
}

/** Puts the request before the leads, or asks back for what it lacks; a day is taken up only where one is named. */
export async function askForTime(ctx: DomainContext, asked: MoreTime, { dues, isOneOfSeveral }: Found, place: Place): Promise<Post> {
  const { reason, tentative, ask, recorded } = asked
  const open = extendable(dues)
  const due = open[0]!
  const until = ask || namesDay(ctx, due, asked.until) ? asked.until : undefined
  const onDay = until && open.length === 1 ? extendedDue(ctx, due, until) : undefined
  const shown = onDay ? dayLabel(onDay, shanghaiDateOf(ctx.now)) : until
  if (open.length > 1 || !until || !reason || tentative)
    return extensionAskedPost({ until: shown, reason, ...(recorded ? { recorded } : {}) }, open, askingOf(ctx, place))
  const matter = await requestExtension(ctx, { due, until, reason }, await originOfAsked(ctx, ask, place))
  const answer = askedPost(matter, isOneOfSeveral)
  const post = recorded ? { ...answer, summary: `${recorded}${answer.summary}` } : answer
  if (ask) await answerAsked(ctx, ask, post)
  return post
}
