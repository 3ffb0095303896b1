import { chineseDay, daysBetween } from '#src/domain/calendar/dates.ts'
import type { Post } from '#src/message.ts'
import type { Objection } from '#storage/repositories/objection.ts'
import { dayLabel, leftLabel } from './words.ts'

/** What whoever objected is told: nothing of it is repeated. */
export const receiptPost = ({ id, dueOn, times }: Objection): Post => ({
  tone: 'green',
  summary:
    times > 1
      ? `已有业主提出相同异议，已合并，编号${id}（共${times}人次）。`
      : `异议已收到，编号${id}，请物业服务企业于${chineseDay(dueOn)}前答复。`,
  blocks: [{ kind: 'note', text: '不记录是谁提出的；答复会发在本群并注明编号。' }],
})

/** The company's card: the objection, until when, and a form to answer in. */
export const objectionCard = (communityName: string, { id, text, dueOn }: Objection, about: string | undefined): Post => ({
  title: `业主异议 ${id}`,
  tone: 'yellow',
  summary: `${communityName}有业主提出异议，请于${chineseDay(dueOn)}前答复。`,
  blocks: [
    { kind: 'quote', text },
    ...(about ? [{ kind: 'facts' as const, facts: [{ label: '涉及', value: about }] }] : []),
    { kind: 'note', text: `也可发送「异议答复 ${id} 答复内容」；办结发送「异议办结 ${id}」。依据《北京市物业管理条例》第七十条。` },
  ],
  form: {
    action: '异议答复',
    args: { id },
    version: 1,
    fields: [{ kind: 'input', name: 'reply', label: '答复（公开，不写个人信息）', multiline: true, maxLength: 500, required: true }],
    submit: '答复',
  },
})

/** What the owner groups read. */
export const repliedPost = ({ id, reply, times }: Objection): Post => ({
  tone: 'blue',
  summary: `异议${id}${times > 1 ? `（${times}人次）` : ''}的答复：${reply}`,
  blocks: [{ kind: 'note', text: '仍有异议的，可再次发送「异议 内容」，或向社区、街镇反映。' }],
})

/** How an objection stands, for whoever asks by its receipt. */
export function standingPost(row: Objection, today: string): Post {
  const { id, dueOn, reply, closedAt } = row
  if (reply) return { tone: closedAt ? 'green' : 'blue', summary: `异议${id}${closedAt ? '已办结' : '已答复'}：${reply}` }
  if (dueOn < today) return { tone: 'red', summary: `异议${id}应于${chineseDay(dueOn)}前答复，尚未答复，可向社区、街镇反映。` }
  return { tone: 'yellow', summary: `异议${id}已转物业服务企业，应于${chineseDay(dueOn)}前答复，尚未答复。` }
}

export type EstateObjections = { name: string; rows: Objection[] }

/** What is still to be answered, for the company's or the street's group. */
export function objectionsDuePost(unit: string, estates: EstateObjections[], today: string): Post {
  const rows = estates.flatMap((estate) => estate.rows)
  const overdue = rows.filter(({ dueOn }) => dueOn < today).length
  return {
    title: `${unit}业主异议待答复`,
    tone: overdue > 0 ? 'red' : 'yellow',
    summary: `${rows.length}件业主异议待答复${overdue > 0 ? `，其中${overdue}件已超期` : ''}。`,
    blocks: [
      ...estates.map((estate) => ({
        kind: 'list' as const,
        title: estate.name,
        items: estate.rows.map(
          ({ id, dueOn, times }) =>
            `${id}${times > 1 ? `（${times}人次）` : ''}：${dayLabel(dueOn, today)}，${leftLabel(daysBetween(today, dueOn))}`,
        ),
      })),
      { kind: 'note', text: '答复发送「异议答复 编号 答复内容」；答复公开，不写个人信息。' },
    ],
  }
}
