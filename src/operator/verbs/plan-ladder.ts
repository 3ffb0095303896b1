import { InvalidArgumentError } from 'commander'
import { type LadderChange, setLadder } from '#src/domain/plans/ladder.ts'
import type { Ladder } from '#src/domain/reminders/rules-ladder.ts'
import { act } from '../act.ts'
import { day, planOption } from '../options.ts'
import type { Declare } from '../verb.ts'

type Options = {
  plan: string
  steps?: number[]
  repeat?: number
  quiet?: Ladder['quiet']
  window?: number
  silence?: number
  expected?: Ladder['pace']['expected']
  head?: number
  list?: number
  rest?: string[]
  work?: string[]
  urge?: boolean
}

/** Without any change the plan goes back to the usual ladder. */
export const declareLadder: Declare = (command, deps, say) => {
  command
    .command('ladder')
    .description('设置方案的提醒步骤、静默时段和本区休息日；不带选项则恢复默认')
    .addOption(planOption())
    .option('--steps <天数>', '到期前后的提醒日，如 -30,-7,-3,-1,0,1', (said) => said.split(/[,，]/).map(whole))
    .option('--repeat <天数>', '逾期后每隔几天提醒', whole)
    .option('--quiet <时段>', '静默时段，如 18:00-09:00', hours)
    .option('--window <天数>', '到期前几天起看进度，落后的变黄', whole)
    .option('--silence <工作日>', '提醒后几个工作日没有填报变黄', whole)
    .option('--expected <进度>', '到期前应达进度，如 7:50,3:80', expectedPercents)
    .option('--head <工作日>', '逾期几个工作日后提请单位负责人', whole)
    .option('--list <工作日>', '逾期几个工作日后列入专班清单', whole)
    .option('--rest <日期>', '本区另行休息的日期，逗号隔开', days)
    .option('--work <日期>', '本区另行上班的日期，逗号隔开', days)
    .option('--urge', '事项变红时在飞书应用内加急一次（需权限 im:message.urgent）')
    .option('--no-urge', '不加急')
    .action(async ({ plan, steps, repeat, quiet, window, silence, expected, head, list, rest, work, urge }: Options) => {
      const given = { offsets: steps, repeat, quiet, headAfter: head, listAfter: list, restOn: rest, workOn: work, urge }
      const pace = known({ window, silence, expected })
      const change = { ...known(given), ...(Object.keys(pace).length > 0 ? { pace } : {}) } as LadderChange
      const ladder = await act(deps, (ctx) => setLadder(ctx, plan, change))
      say.item(
        { plan, ...ladder },
        `方案 ${plan} 的提醒步骤：${ladder.offsets.join('、')}天，静默${ladder.quiet.from}至${ladder.quiet.until}${ladder.urge ? '，变红时加急一次' : ''}。`,
      )
    })
}

const known = (given: Record<string, unknown>) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

function expectedPercents(said: string): Ladder['pace']['expected'] {
  return said.split(/[,，]/).map((one) => {
    const [, left, percent] = /^(\d{1,3})[:：](\d{1,3})%?$/.exec(one.trim()) ?? []
    if (!left || !percent) throw new InvalidArgumentError('应为 到期前天数:百分比，如 7:50,3:80')
    return [Number(left), Number(percent)]
  })
}

function whole(said: string): number {
  if (!/^-?\d{1,3}$/.test(said.trim())) throw new InvalidArgumentError('应为整数')
  return Number(said)
}

function hours(said: string): Ladder['quiet'] {
  const [, from, until] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(said) ?? []
  if (!from || !until) throw new InvalidArgumentError('应为时段，如 18:00-09:00')
  return { from, until }
}

const days = (said: string): string[] => said.split(/[,，]/).map((one) => day(one.trim()))
