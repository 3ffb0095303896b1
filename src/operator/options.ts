import { InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { channelLabels } from '#src/channels/labels.ts'
import { roles } from '#src/sheets/forms/members.ts'

const isoDay = z.iso.date()

/** A Shanghai calendar day. */
export function day(said: string): string {
  if (!isoDay.safeParse(said).success) throw new InvalidArgumentError('应为日期，如 2026-11-30')
  return said
}

export function year(said: string): number {
  if (!/^(19|20|21)\d\d$/.test(said)) throw new InvalidArgumentError('应为年份，如 2026')
  return Number(said)
}

/** Ids stand in addresses and keys. */
export function slug(said: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(said)) throw new InvalidArgumentError('只能用小写字母、数字和短横线')
  return said
}

export const channelOption = () => new Option('--channel <渠道>', '群所在的渠道').choices(Object.keys(channelLabels)).makeOptionMandatory()
export const roleOption = () => new Option('--role <角色>', '角色').choices(Object.keys(roles)).makeOptionMandatory()
export const workspaceOption = () => new Option('--workspace <编号>', '工作区').default('haidian')
export const planOption = () => new Option('--plan <编号>', '工作方案').default('haidian-2025')
