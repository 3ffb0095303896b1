import { z } from 'zod'
import { assertPerson } from '#src/domain/chats/access.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { claimUnit } from '#src/domain/review/claim.ts'
import { unitAtStart } from '#src/domain/tasks/unit.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { askedPost } from '#src/views/review.ts'
import type { Input, Place } from './command.ts'
import { office } from './office.ts'
import { originOf } from './work.ts'

export const about = {
  name: '认领',
  aliases: ['我是', '我来自'],
  summary: '登记本人所在单位，由专班负责人确认',
  usage: '我是某单位的某某，如 我是区水务局的王工',
  audience: 'staff' as const,
}

export const args = z.object({ said: z.string().min(2).max(60) })

export const parse = ({ text }: Input): unknown => ({ said: text.replace(/^我(?:是|来自)\s*/, '').replace(/[。！!.]+$/, '') })

const fromOffice = new RegExp(`^我(?:是|来自)\\s*${office}`)

/** Words that name an office; 我是谁 and 我是业主 do not. */
export const hears = (text: string): boolean => fromOffice.test(text.trim())

export async function run(ctx: DomainContext, { said }: z.infer<typeof args>, place: Place): Promise<Post> {
  const workspaceId = workspaceFor(ctx, place.chat)
  const found = await unitAtStart(ctx, workspaceId, said)
  if (!found) throw new DomainError('NO_UNIT', `名册中没有以「${said.slice(0, 20)}」开头的单位，请写单位全称，如「我是区水务局的王工」。`)
  const name = found.rest.replace(/^的|工作人员|联络员|同志/g, '').trim()
  return askedPost(
    await claimUnit(ctx, { person: assertPerson(ctx), workspaceId, unit: found.unit, name: name.slice(0, 20) }, originOf(place)),
  )
}
