import type { EstateOrders } from '#src/domain/estates/orders.ts'
import type { Rate } from '#src/domain/estates/rules-orders.ts'
import type { Post } from '#src/message.ts'

const rate = (name: string, { num, den }: Rate) => `${name}${den === 0 ? '未提供' : `${num}/${den}`}`

/** 12345 orders of a month, estate by estate. */
export function ordersPost(month: string, estates: EstateOrders[]): Post {
  const sum = (key: 'received' | 'closed' | 'overdue') => estates.reduce((total, { counts }) => total + counts[key], 0)
  const [only] = estates
  return {
    title: `12345工单 ${month}${estates.length === 1 ? ` ${only!.name}` : ''}`,
    tone: sum('overdue') > 0 ? 'yellow' : 'blue',
    summary:
      estates.length === 0
        ? `${month}没有导入12345工单，未提供。`
        : `${month}受理${sum('received')}件，办结${sum('closed')}件，超时${sum('overdue')}件。`,
    blocks: [
      {
        kind: 'list',
        items: estates.map(
          ({ name, counts }) =>
            `${name}：受理${counts.received}，办结${counts.closed}，超时${counts.overdue}；${rate('解决率', counts.solved)}，${rate('满意率', counts.satisfied)}`,
        ),
      },
      ...(only && estates.length === 1 && only.counts.topics.length > 0
        ? [
            {
              kind: 'facts' as const,
              facts: only.counts.topics.slice(0, 10).map(({ topic, count }) => ({ label: topic, value: `${count}件` })),
            },
          ]
        : []),
      { kind: 'note', text: '按小区名称排列，不排名；件数来自导入的12345工单，率为回访中答“是”的件数/回访件数。' },
    ],
  }
}
