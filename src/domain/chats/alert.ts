import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import type { ChannelName } from '#src/message.ts'
import { loginAskedPost } from '#src/views/login-asked.ts'
import { listChats, listWorkspaces } from '#storage/repositories/people.ts'

/**
 * Tells the task force's groups on every other channel that somebody has to log in to this one, at most every ten minutes.
 * The code to scan never stands in a group: it opens the account to whoever scans it.
 */
export async function askForLogin(ctx: DomainContext, channel: ChannelName): Promise<void> {
  const slot = `${shanghaiDateOf(ctx.now)}T${shanghaiTimeOf(ctx.now).slice(0, -1)}`
  for (const { id } of await listWorkspaces(ctx.tx)) {
    const groups = (await listChats(ctx.tx, id)).filter(
      (chat) => chat.state === 'bound' && chat.kind === 'work' && chat.unit === null && chat.channel !== channel,
    )
    for (const group of groups) {
      const key = `login:${channel}:${slot}:${group.channel}:${group.chatId}`
      await ctx.send(loginAskedPost(`${ctx.publicUrl}/console`), { channel: group.channel, chatId: group.chatId }, key)
    }
  }
}
