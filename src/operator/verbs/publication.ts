import { publicationsOf } from '#src/domain/reports/publication.ts'
import { needsCare, publicationWords } from '#src/domain/reports/rules-publication.ts'
import { subjectWords } from '#src/views/publication.ts'
import { actPrepared } from '../act.ts'
import { workspaceOption } from '../options.ts'
import { getWorkspace } from '../register.ts'
import type { Declare } from '../verb.ts'

type Options = { workspace: string; care?: boolean }

export const declare: Declare = (command, deps, say) => {
  command
    .argument('[报告]', '履约报告编号；不给则列出近30天的全部发布')
    .addOption(workspaceOption())
    .option('--care', '只列需要处理的')
    .action(async (id: string | undefined, { workspace, care = false }: Options) => {
      const { groups, kits } = await actPrepared(deps, async (ctx) => publicationsOf(ctx, (await getWorkspace(ctx.tx, workspace)).id))
      const isAsked = (subject: string) => id === undefined || subject.startsWith(`report:${id}:`)
      const shown = groups.filter(({ key, is }) => isAsked(key) && (!care || needsCare(is)))
      const open = kits.filter(({ subject }) => isAsked(subject))
      for (const { key, channel, chatId, is: state, sentAt, error, communityName } of shown) {
        const line = `${communityName} ${channel} ${chatId} ${subjectWords(key)}：${publicationWords[state]}${error ? `（${error}）` : ''}`
        say.item({ key, channel, chat: chatId, state, sentAt, error }, line)
      }
      for (const { key, subject, communityName, givenAt } of open)
        say.item({ kit: key, state: 'given', givenAt }, `${communityName} ${subjectWords(subject)} 转发件：待转发`)
      if (shown.length + open.length === 0) say.item({ state: 'none' }, care ? '没有需要处理的发布。' : '尚未发布到任何群。')
    })
}
