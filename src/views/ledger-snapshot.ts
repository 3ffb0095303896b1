import type { Monthly } from '#src/domain/ledger/snapshot.ts'
import type { Post } from '#src/message.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { signed } from './ledger-words.ts'
import { dayLabel } from './words.ts'

/** The month's snapshot: each ledger that holds something, and what changed since the last one. */
export function snapshotPost(plan: Plan, monthly: Monthly[], on: string): Post {
  const last = monthly.map(({ before }) => before?.on).find((day) => day !== undefined)
  const moved = monthly.filter(({ stand, before }) => before && (stand.done !== before.done || (stand.base?.value ?? null) !== before.base))
  return {
    title: `台账月度快照 ${on.slice(0, 7)}`,
    tone: 'blue',
    summary: last ? `较${dayLabel(last, on)}快照，${moved.length}本台账有变化。` : '首次快照，以后每月对比变化。',
    blocks: [
      {
        kind: 'table',
        table: {
          columns: [
            { key: 'name', label: '台账' },
            { key: 'done', label: '完成/基数' },
            { key: 'change', label: '比上次' },
          ],
          rows: monthly.map(({ kind, stand, before }) => ({
            name: kind.name,
            done: `${stand.done}/${stand.base?.value ?? stand.listed}${kind.unit}`,
            change: before ? changeWords(stand, before) : '首次',
          })),
        },
      },
      { kind: 'note', text: `截至${on}；没有基数的以台账所列为准。发送「台账 名称」看来源。依据：${plan.title}` },
    ],
  }
}

function changeWords(stand: Monthly['stand'], before: NonNullable<Monthly['before']>): string {
  const base = (stand.base?.value ?? stand.listed) - (before.base ?? before.listed)
  const done = stand.done - before.done
  const words = [...(done === 0 ? [] : [`完成${signed(done)}`]), ...(base === 0 ? [] : [`基数${signed(base)}`])]
  return words.join('，') || '无变化'
}
