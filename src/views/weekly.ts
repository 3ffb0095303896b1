import type { Weekly } from '#src/domain/digest/weekly.ts'
import type { Block, Post } from '#src/message.ts'
import type { ReviewRequest } from '#storage/repositories/review.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { dueLine, listBlock } from './digest.ts'
import { dayLabel } from './words.ts'

const kindLabel: Record<ReviewRequest['kind'], string> = {
  completion: '办结审核',
  extension: '延期申请',
  membership: '认领单位',
  reopening: '重开',
  trigger: '触发声明',
  ruling: '裁定',
  schedule: '时限更正',
}

/** What leads need at the week's end: what waits for them first, then how the plan stands. */
export function weeklyPost(plan: Plan, weekly: Weekly, messages: number): Post {
  const { on, reportedUnits, reported, done, newlyOverdue, overdue, listed, dueSoon, silentUnits, pending } = weekly
  const lines = (title: string, dues: Weekly['dueSoon']): Block[] =>
    listBlock(
      title,
      dues.map((due) => dueLine(due, on)),
    )
  return {
    title: `督办周报 ${dayLabel(on, on)}`,
    tone: overdue > 0 ? 'red' : 'blue',
    summary: `本周${reportedUnits}个单位填报${reported}项，报完成${done}项；现有逾期${overdue}项，待审核${pending.length}项。`,
    blocks: [
      ...listBlock('待审核', pending.map(pendingLine)),
      ...lines('本周新增逾期', newlyOverdue),
      ...lines('逾期较久，提请专班协调', listed),
      ...lines('下周到期', dueSoon),
      {
        kind: 'note',
        text: `${silentUnits > 0 ? `${silentUnits}个单位对临期或逾期事项尚未填报。` : ''}本周本群机器人消息${messages}条。依据：${plan.title}`,
      },
    ],
  }
}

const pendingLine = ({ id, kind, taskNo, unit }: ReviewRequest): string =>
  `编号${id} ${kindLabel[kind]}${taskNo === null ? '' : ` 任务${taskNo}`}${unit ? `（${unit}）` : ''}`
