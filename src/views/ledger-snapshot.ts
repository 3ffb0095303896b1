import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Monthly } from '#src/domain/ledger/snapshot.ts'
import type { Post } from '#src/message.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { signed, targetLine } from './ledger-words.ts'
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
      { kind: 'list', items: monthly.map((one) => `${one.kind.name}：${figure(one)}，${changeWords(one)}`) },
      { kind: 'note', text: `截至${chineseDay(on)}；没有基数的以台账所列为准。发送「台账 名称」看来源。依据：${plan.title}` },
    ],
  }
}

/** Done out of the base, out of the year's target, or out of what is listed. */
function figure({ kind, stand }: Monthly): string {
  if (kind.counter) return targetLine(kind, stand.targets[0]!)
  return `${kind.states.find(({ id }) => id === kind.done[0])!.label}${stand.done}/${stand.base?.value ?? stand.listed}${kind.unit}`
}

function changeWords({ kind, stand, before }: Monthly): string {
  if (!before) return '首次'
  const anew = kind.targets.some(({ yearly }) => yearly) && before.on.slice(0, 4) !== stand.on.slice(0, 4)
  if (anew) return '新年度重新计数'
  const base = (stand.base?.value ?? stand.listed) - (before.base ?? before.listed)
  const done = stand.done - before.done
  const words = [...(done === 0 ? [] : [`完成${signed(done)}`]), ...(base === 0 || kind.counter ? [] : [`基数${signed(base)}`])]
  return words.join('，') || '无变化'
}
