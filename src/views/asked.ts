import type { Said } from '#src/domain/progress/parse.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { Field, Post } from '#src/message.ts'
import { select } from './select.ts'
import { dayLabel, shortTask, statusLabel } from './words.ts'

/** What a question to the person carries back: the message it came from and the card it was about. */
export type Asking = { source: string; cardKey?: string; today: string }

/** Feishu takes a hundred options; nobody reads more than some. */
const MAX_CHOICES = 30

/** One tap when it was understood right, a change of one field when not. Nothing is written before. */
export function progressAskedPost(said: Said, dues: Due[], { source, cardKey, today }: Asking): Post {
  const { status = 'doing', percent } = said
  return {
    tone: 'yellow',
    summary: askedWords(said, dues),
    blocks: [{ kind: 'note', text: '尚未记录，核对后提交。' }],
    form: {
      action: '进度',
      args: { ask: source, ...(cardKey ? { card: cardKey } : {}), ...taskArg(dues) },
      version: 1,
      fields: [
        ...taskField(dues, today),
        select('status', '状态', Object.entries(statusLabel), status),
        {
          kind: 'input',
          name: 'percent',
          label: '完成百分比（0-100）',
          ...(percent === undefined ? { placeholder: '不填则不变' } : { value: String(percent) }),
          maxLength: 3,
        },
        { kind: 'input', name: 'remark', label: '说明', value: said.remark, multiline: true, maxLength: 500 },
      ],
      submit: '确认记录',
    },
  }
}

/** What is wanted of the person first, then what was understood. */
function askedWords({ status, percent, doubt }: Said, dues: Due[]): string {
  const which = dues.length > 1 ? '请选择是哪一项' : `任务${dues[0]!.task.no}`
  if (status === undefined) return dues.length > 1 ? `${which}，并填写完成情况。` : `${which}：没有读出完成情况，请填写。`
  const understood = `${statusLabel[status]}${percent === undefined || status === 'done' ? '' : ` ${percent}%`}`
  return `${dues.length > 1 ? `${which}：` : `请确认：${which}，`}${understood}${doubt ? `（${doubt}）` : ''}。`
}

type Extension = { until: string | undefined; reason: string | undefined; recorded?: string }

/** A request for more time that lacks its day or its reason. */
export function extensionAskedPost({ until, reason, recorded }: Extension, dues: Due[], { source, cardKey, today }: Asking): Post {
  const lacks = [...(until ? [] : ['延到哪一天']), ...(reason ? [] : ['延期原因'])].join('和')
  const which = dues.length > 1 ? '请选择是哪一项' : `任务${dues[0]!.task.no}申请延期`
  return {
    tone: 'yellow',
    summary: `${recorded ?? ''}${which}，${lacks ? `请补充${lacks}` : '请核对后提交'}。`,
    blocks: [{ kind: 'note', text: '延期尚未提交，核对后提交，由专班负责人审核。' }],
    form: {
      action: '延期',
      args: { ask: source, ...(cardKey ? { card: cardKey } : {}), ...taskArg(dues) },
      version: 1,
      fields: [
        ...taskField(dues, today),
        {
          kind: 'input',
          name: 'until',
          label: '延至',
          required: true,
          placeholder: '如 12月31日',
          maxLength: 40,
          ...(until ? { value: until } : {}),
        },
        {
          kind: 'input',
          name: 'reason',
          label: '原因',
          required: true,
          multiline: true,
          maxLength: 200,
          ...(reason ? { value: reason } : {}),
        },
      ],
      submit: '提交延期申请',
    },
  }
}

const choiceOf = ({ occurrence, unit }: Due) => `${occurrence.key}|${unit}`

/** what has no day comes last */
const dueOn = ({ occurrence }: Due) => occurrence.due ?? '9'

const arePlans = (dues: Due[]) => new Set(dues.map((due) => due.plan.id)).size > 1

/** What every choice has in common stands in the form, not in the choices. */
const taskArg = (dues: Due[]): Record<string, string> => ({
  ...(dues.length === 1 ? { task: choiceOf(dues[0]!) } : {}),
  ...(arePlans(dues) ? {} : { plan: dues[0]!.plan.id }),
})

/** The task, and the unit where the person speaks for several. */
function taskField(dues: Due[], today: string): Field[] {
  if (dues.length === 1) return []
  const units = new Set(dues.map((due) => due.unit))
  const several = arePlans(dues)
  const label = ({ plan, task, unit, occurrence }: Due) =>
    `任务${task.no} ${shortTask(task.task, 12)}${units.size > 1 ? `（${unit}）` : ''}${occurrence.due ? ` ${dayLabel(occurrence.due, today)}` : ''}${several ? `〔${shortTask(plan.title, 12)}〕` : ''}`
  const options = dues
    .toSorted((a, b) => dueOn(a).localeCompare(dueOn(b)))
    .slice(0, MAX_CHOICES)
    .map((due) => [several ? `${choiceOf(due)}|${due.plan.id}` : choiceOf(due), label(due)] as const)
  return [select('task', '任务', options)]
}
