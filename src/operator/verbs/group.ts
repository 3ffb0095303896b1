import { Option } from 'commander'
import { channelLabels } from '#src/channels/labels.ts'
import { bindChat } from '#src/domain/chats/bind.ts'
import type { ChannelName } from '#src/message.ts'
import { listCommunities } from '#storage/repositories/community.ts'
import { type Chat, listChats } from '#storage/repositories/people.ts'
import { actPrepared } from '../act.ts'
import { channelOption, workspaceOption } from '../options.ts'
import type { Declare } from '../verb.ts'

type Binding = { channel: ChannelName; chat: string; kind: 'work' | 'owner'; workspace: string; unit?: string; community?: string }

const kinds = { work: '工作群', owner: '业主群' }
const states: Record<Chat['state'], string> = { met: '未绑定', bound: '已绑定', gone: '已退群' }

export const declare: Declare = (command, deps, say) => {
  command
    .command('bind')
    .description('说明一个群的用途；再次绑定以最后一次为准')
    .addOption(channelOption())
    .requiredOption('--chat <编号>', '群编号')
    .addOption(new Option('--kind <用途>', 'work 工作群，owner 业主群').choices(Object.keys(kinds)).makeOptionMandatory())
    .addOption(workspaceOption())
    .option('--unit <单位>', '工作群：只用于一个单位')
    .option('--community <小区>', '业主群：小区编号或名称')
    .action(async ({ chat: chatId, workspace: workspaceId, ...given }: Binding) => {
      const chat = await actPrepared(deps, (ctx) => bindChat(ctx, { ...given, chatId, workspaceId }))
      say.item(
        itemOf(chat),
        `已绑定为${kinds[given.kind]}${chat.unit ? `，单位：${chat.unit}` : ''}${chat.communityId ? `，小区：${chat.communityId}` : ''}。`,
      )
    })

  command
    .command('list')
    .description('列出见过的群')
    .option('--workspace <编号>', '只看一个工作区')
    .action(async ({ workspace }: { workspace?: string }) => {
      const { chats, names } = await actPrepared(deps, async ({ tx }) => {
        const found = await listChats(tx, workspace)
        const workspaces = [...new Set(found.map((chat) => chat.workspaceId).filter((id) => id !== null))]
        const communities = (await Promise.all(workspaces.map((id) => listCommunities(tx, id)))).flat()
        return { chats: found, names: new Map(communities.map(({ id, name }) => [id, name])) }
      })
      say.table(
        chats.map(itemOf),
        {
          渠道: ({ channel }) => channelLabels[channel],
          群编号: ({ chat }) => chat,
          群名: ({ name }) => name ?? '',
          状态: ({ state }) => states[state],
          用途: ({ kind }) => (kind ? kinds[kind] : ''),
          对应: ({ unit, community }) => unit ?? (community ? (names.get(community) ?? community) : ''),
        },
        '还没有见过任何群。',
      )
    })
}

const itemOf = ({
  channel,
  chatId,
  name,
  kind,
  state,
  workspaceId,
  unit,
  communityId,
}: Omit<Chat, 'hintedAt' | 'boundBy' | 'boundAt'>) => ({
  channel,
  chat: chatId,
  name: name ?? undefined,
  kind: kind ?? undefined,
  state,
  workspace: workspaceId ?? undefined,
  unit: unit ?? undefined,
  community: communityId ?? undefined,
})
