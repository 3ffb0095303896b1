import type { Ladder } from '#src/domain/reminders/rules-ladder.ts'
import type { Post } from '#src/message.ts'
import type { Plan } from '#storage/repositories/work.ts'

const dayWords = (offset: number) => (offset === 0 ? '到期当天' : offset < 0 ? `到期前${-offset}天` : `逾期${offset}天`)

/** A plan's steps of reminding, each with the word that changes it. */
export function ladderPost(plan: Plan, ladder: Ladder, changed: boolean): Post {
  const { offsets, repeat, pace, quiet, headAfter, listAfter, restOn, workOn } = ladder
  return {
    title: '提醒规则',
    tone: changed ? 'green' : 'blue',
    summary: changed ? '已更改，自下一次提醒起执行。' : `首次提醒在${dayWords(offsets[0]!)}，逾期后每${repeat}天一次。`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '步骤', value: offsets.map(dayWords).join('、') },
          { label: '间隔', value: `逾期后每${repeat}天` },
          { label: '静默', value: `${quiet.from}至次日${quiet.until}，节假日全天` },
          { label: '窗口', value: `到期前${pace.window}天起看进度` },
          { label: '未报', value: `${pace.silence}个工作日没有填报变黄` },
          {
            label: '进度',
            value:
              pace.expected
                .toSorted((a, b) => b[0] - a[0])
                .map(([left, percent]) => `到期前${left}天应达${percent}%`)
                .join('、') || '不设',
          },
          { label: '负责人', value: `逾期${headAfter}个工作日提请单位负责人` },
          { label: '清单', value: `逾期${listAfter}个工作日列入专班清单` },
          ...(restOn.length > 0 ? [{ label: '休息', value: restOn.join('、') }] : []),
          ...(workOn.length > 0 ? [{ label: '上班', value: workOn.join('、') }] : []),
        ],
      },
      {
        kind: 'note',
        text: `专班负责人可更改，如「提醒规则 步骤 -30,-7,-3,-1,0,1」「提醒规则 静默 18:00-09:00」「提醒规则 恢复默认」。方案：${plan.title}`,
      },
    ],
  }
}
