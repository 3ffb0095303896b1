import type { WhichPlan } from '#src/domain/plans/find.ts'
import type { Post } from '#src/message.ts'
import { select } from './select.ts'

/** The words fit several plans: one tap does what was said in the one chosen. */
export function whichPlanPost(
  { plans, fitting }: Pick<WhichPlan, 'plans' | 'fitting'>,
  asked: { action: string; said: string; ask: string },
): Post {
  const { action, ...args } = asked
  const numbered = fitting.map((plan) => ({ plan, no: plans.indexOf(plan) + 1 }))
  return {
    tone: 'yellow',
    summary: `本群有${fitting.length}个方案，请选择是哪一个；也可写明，如「${action} ${args.said} 方案${numbered[0]!.no}」。`.replace(
      / +/g,
      ' ',
    ),
    blocks: [{ kind: 'list', items: numbered.map(({ plan, no }) => `方案${no}：${plan.title}`) }],
    form: {
      action,
      args,
      version: 1,
      fields: [
        select(
          'plan',
          '方案',
          numbered.map(({ plan, no }) => [plan.id, `方案${no} ${plan.title}`.slice(0, 40)] as const),
        ),
      ],
      submit: '确定',
    },
  }
}
