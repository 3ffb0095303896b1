import type { CardItem } from '#src/domain/reminders/rules-card.ts'
import type { Due } from '#src/domain/tasks/due.ts'
import type { Block, Form, Post, Tone } from '#src/message.ts'
import type { Card } from '#storage/repositories/work.ts'
import { select } from './select.ts'
import { dayLabel, dueLabel, leftLabel, shortTask, standLabel, statusLabel } from './words.ts'

type Shown = { item: CardItem; due: Due }

/** The unit's card of the day: what is due, how it stands, and one form to answer with. */
export function reminderPost(card: Pick<Card, 'key' | 'unit' | 'on' | 'items' | 'version'>, dues: Due[]): Post {
  const byKey = new Map(dues.filter((due) => due.unit === card.unit).map((due) => [`${due.plan.id} ${due.occurrence.key}`, due]))
  const shown = card.items.flatMap((item): Shown[] => {
    const due = byKey.get(`${item.planId} ${item.occurrence}`)
    return due?.occurrence.due ? [{ item, due }] : []
  })
  const dated = shown.filter(({ item }) => !item.backlog).toSorted((a, b) => a.due.occurrence.due!.localeCompare(b.due.occurrence.due!))
  const backlog = shown.filter(({ item }) => item.backlog)
  const open = [...dated, ...backlog].filter(({ due }) => due.progress?.status !== 'done')
  return {
    title: `到期提醒 ${card.unit}`,
    tone: toneOf(dated, open),
    summary: summaryOf(card.unit, dated, backlog, open),
    blocks: [
      ...datedBlocks(dated, card.on),
      ...headsBlock(card.unit, dated),
      ...backlogBlock(backlog, card.on),
      { kind: 'note', text: noteOf(shown, open) },
    ],
    ...(open.length > 0 ? { form: formOf(card, open) } : {}),
  }
}

/** With several plans, whose numbers may be the same, each has its own list. */
function datedBlocks(dated: Shown[], today: string): Block[] {
  const byPlan = [...Map.groupBy(dated, ({ due }) => due.plan.id).values()]
  return byPlan.map((same) => ({
    kind: 'list',
    ...(byPlan.length > 1 ? { title: same[0]!.due.plan.title } : {}),
    items: same.map(({ due }) => lineOf(due, today)),
  }))
}

const plansOf = (shown: Shown[]) => [...new Map(shown.map(({ due: { plan } }) => [plan.id, plan])).values()]

function toneOf(dated: Shown[], open: Shown[]): Tone {
  if (open.length === 0) return 'green'
  const pending = dated.filter(({ due }) => due.progress?.status !== 'done').map(({ due }) => due.colour)
  return pending.includes('red') ? 'red' : pending.includes('yellow') ? 'yellow' : 'blue'
}

function summaryOf(unit: string, dated: Shown[], backlog: Shown[], open: Shown[]): string {
  if (open.length === 0) return `${unit}：所列事项均已报完成。`
  const next = dated.find(({ due }) => due.progress?.status !== 'done')
  const parts = [
    ...(next ? [`任务${next.due.task.no}${leftLabel(next.due.daysLeft ?? 0)}`] : []),
    ...(dated.length > 1 ? [`共${dated.length}项到期事项`] : []),
    ...(backlog.length > 0 ? [`另有${backlog.length}项待补录`] : []),
  ]
  return `${unit}：${parts.join('，')}。`
}

export function lineOf(due: Due, today: string): string {
  const when = due.progress?.status === 'done' ? '' : `，${leftLabel(due.daysLeft ?? 0)}`
  return `任务${due.task.no} ${named(due)}：${dueLabel(due, today)}截止${when}；${standLabel(due, today)}`
}

/** One of several deadlines of a task has words of its own (单一产权单位小区); short ones (印发) need the task's beside them. */
function named({ occurrence, task }: Due): string {
  const { kind, label } = occurrence
  if (kind !== 'once' || !label) return shortTask(task.task)
  return label.length >= 8 ? label : `${shortTask(task.task, 18)}（${label}）`
}

/** What is late enough for the unit's head to hear of: by name where the register has one and they cannot be written to. */
function headsBlock(unit: string, dated: Shown[]): Block[] {
  const late = dated.filter(({ item, due }) => item.heads && due.colour === 'red')
  if (late.length === 0) return []
  const heads = [...new Set(late.flatMap(({ item }) => item.heads ?? []))]
  const work = `任务${[...new Set(late.map(({ due }) => due.task.no))].join('、')}逾期未完成`
  const told = heads.length === 0 && late.some(({ item }) => item.headsWritten)
  return [{ kind: 'text', text: told ? `${work}，已另行提请${unit}负责人关注。` : `请${unit}负责人${heads.join('、')}关注：${work}。` }]
}

/** What was past before the plan came into Duban: asked for once, folded away. */
function backlogBlock(backlog: Shown[], today: string): Block[] {
  if (backlog.length === 0) return []
  const items = backlog.map(({ due }) => `任务${due.task.no} ${named(due)}：${dueLabel(due, today)}截止；${standLabel(due, today)}`)
  return [{ kind: 'fold', title: `待补录 ${backlog.length} 项（立项前已到期，请补报结果，仅提示一次）`, items }]
}

function noteOf(shown: Shown[], open: Shown[]): string {
  const source = `依据：${plansOf(shown)
    .map(({ title }) => title)
    .join('；')}`
  if (open.length === 0) return source
  const task = `任务${open[0]!.due.task.no}`
  return `也可直接回复本消息，如「${task} 80% 已完成8个」「${task} 申请延到12月底，因…」。${source}`
}

/** A task may stand here with several deadlines: the day tells them apart. */
const choiceOf = ({ task, occurrence }: Due, today: string) =>
  `任务${task.no}${occurrence.due ? `（${dayLabel(occurrence.due, today)}）` : ''} ${shortTask(task.task, 10)}`

/** Percent and status suffice; the task is preset to what is due next. */
function formOf(card: Pick<Card, 'key' | 'on' | 'version'>, open: Shown[]): Form {
  const first = open[0]!
  const several = plansOf(open).length > 1
  const optionOf = ({ due: { occurrence, unit, plan } }: Shown) => (several ? `${occurrence.key}|${unit}|${plan.id}` : occurrence.key)
  const labelOf = ({ due }: Shown) => `${choiceOf(due, card.on)}${several ? `〔${shortTask(due.plan.title, 12)}〕` : ''}`
  const task = select(
    'task',
    '任务',
    open.map((shown) => [optionOf(shown), labelOf(shown)] as const),
  )
  const single = open.length === 1
  return {
    action: '进度',
    args: { card: card.key, ...(several ? {} : { plan: first.due.plan.id }), ...(single ? { task: first.due.occurrence.key } : {}) },
    version: card.version,
    fields: [
      ...(single ? [] : [task]),
      select('status', '状态', Object.entries(statusLabel), 'doing'),
      {
        kind: 'input',
        name: 'percent',
        label: '完成百分比（0-100）',
        ...(single ? { value: String(first.due.progress?.percent ?? 0) } : { placeholder: '不填则不变' }),
        maxLength: 3,
      },
      { kind: 'input', name: 'remark', label: '说明', placeholder: '进展、困难', multiline: true, maxLength: 500 },
    ],
    submit: '提交',
  }
}
