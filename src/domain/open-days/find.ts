import type { DomainContext } from '#src/domain/context.ts'
import type { Post } from '#src/message.ts'
import type { Kit } from '#src/views/forward.ts'
import { openDayKit, openDayNotice, openDayRecap } from '#src/views/open-day.ts'
import { findCommunity } from '#storage/repositories/community.ts'
import { findOpenDay, type OpenDay } from '#storage/repositories/service.ts'

export type Stage = 'notice' | 'recap'

/** What a stage's posts and kits are filed under. */
export const subjectOf = ({ id }: Pick<OpenDay, 'id'>, stage: Stage): string => `openday:${id}:${stage}`

/** What is said of an open day at that stage. */
export async function postOf(ctx: DomainContext, day: OpenDay, stage: Stage): Promise<Post> {
  const community = await findCommunity(ctx.tx, day.communityId)
  if (!community) throw new Error(`open day ${day.id} of unknown community ${day.communityId}`)
  return (stage === 'notice' ? openDayNotice : openDayRecap)(day, community.name, ctx.publicUrl)
}

/** The kit filed under a subject, if it is one of an open day. */
export async function openDayKitOf(ctx: DomainContext, subject: string): Promise<Kit | undefined> {
  const [, id, stage] = /^openday:(.*):(notice|recap)$/.exec(subject) ?? []
  const day = id === undefined ? undefined : await findOpenDay(ctx.tx, id)
  return day && openDayKit(await postOf(ctx, day, stage as Stage))
}
