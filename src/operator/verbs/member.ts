import { recordMemberChange } from '#src/domain/audit/changes.ts'
import { forgetPerson } from '#src/domain/audit/record.ts'
import { DomainError } from '#src/errors.ts'
import type { ChannelName } from '#src/message.ts'
import { roles } from '#src/sheets/forms/members.ts'
import { eraseSaid } from '#storage/repositories/conversation.ts'
import { deleteMember, listMemberships, saveMember } from '#storage/repositories/people.ts'
import type { Role } from '#storage/schema/people.ts'
import { actPrepared } from '../act.ts'
import { channelOption, day, roleOption, workspaceOption } from '../options.ts'
import { assertUnit, getWorkspace } from '../register.ts'
import type { Declare } from '../verb.ts'

type Member = { channel: ChannelName; user: string; unit: string; role: Role; name?: string; until?: string; workspace: string }

export const declare: Declare = (command, deps, say) => {
  command
    .command('set')
    .description('设置一个人在单位里的角色')
    .addOption(channelOption())
    .requiredOption('--user <编号>', '用户编号')
    .requiredOption('--unit <单位>', '单位名称或别名')
    .addOption(roleOption())
    .option('--name <姓名>', '姓名')
    .option('--until <日期>', '代管到哪一天为止', day)
    .addOption(workspaceOption())
    .action(async ({ channel, user, role, name, until, ...of }: Member) => {
      const member = await actPrepared(deps, async (ctx) => {
        const { tx } = ctx
        const { id: workspaceId } = await getWorkspace(tx, of.workspace)
        const unit = await assertUnit(tx, workspaceId, of.unit)
        const row = { channel, userId: user, workspaceId, unit, role, name: name ?? null, untilOn: until ?? null }
        await saveMember(tx, row)
        await recordMemberChange(ctx, 'set', [row])
        return { channel, user, unit, role, name, until }
      })
      say.item(member, `已设置：${name ?? user} 为${member.unit}的${roles[role]}。`)
    })

  command
    .command('forget')
    .description('移除一个人的全部角色，并清除其消息内容')
    .addOption(channelOption())
    .requiredOption('--user <编号>', '用户编号')
    .action(async ({ channel, user }: { channel: ChannelName; user: string }) => {
      const { removed, erased } = await actPrepared(deps, async (ctx) => {
        await recordMemberChange(ctx, 'forget', await listMemberships(ctx.tx, channel, user))
        await forgetPerson(ctx.tx, channel, user)
        return { removed: await deleteMember(ctx.tx, channel, user), erased: await eraseSaid(ctx.tx, channel, user) }
      })
      if (removed + erased === 0) throw new DomainError('NO_MEMBER', `名册中没有人员「${user}」。`)
      say.item(
        { channel, user, removed, erased },
        `已移除「${user}」的${removed}个角色${erased > 0 ? `，清除${erased}条消息的内容` : ''}。`,
      )
    })
}
