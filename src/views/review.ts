import type { Matter } from '#src/domain/review/matter.ts'
import type { Fact, Form, Post, Tone } from '#src/message.ts'
import type { RequestKind, RequestState } from '#storage/schema/index.ts'
import { filesLabel } from './attachment.ts'
import { select } from './select.ts'
import { dayLabel, shortTask, standLabel, workLabel } from './words.ts'

const titles: Record<RequestKind, string> = {
  completion: '办结审核',
  extension: '延期申请',
  membership: '加入名册申请',
  reopening: '重开',
  trigger: '触发声明',
  ruling: '裁定',
  schedule: '时限更正',
}

const verdicts: Record<RequestState, string> = { pending: '待审核', approved: '通过', rejected: '退回', withdrawn: '已撤回' }
const tones: Record<RequestState, Tone> = { pending: 'yellow', approved: 'green', rejected: 'grey', withdrawn: 'grey' }

/** The leads' card: what is asked, one form to decide it with; once decided, who decided what and why. */
export function requestPost(matter: Matter): Post {
  const { request } = matter
  const { state, kind, id } = request
  const about = request.taskNo === null ? request.unit! : `${request.unit} 任务${request.taskNo}`
  return {
    title: `${titles[kind]} ${about}`,
    tone: tones[state],
    summary: state === 'pending' ? askedLine(matter) : decidedLine(matter),
    blocks: [
      ...(state === 'pending' ? [] : [{ kind: 'text' as const, text: askedLine(matter) }]),
      { kind: 'facts', facts: factsOf(matter) },
      {
        kind: 'note',
        text: `编号${id}。由专班负责人审核${state === 'pending' ? `，也可发送「审核 ${id} 通过」或「审核 ${id} 退回 理由」` : ''}。`,
      },
    ],
    ...(state === 'pending' ? { form: formOf(matter) } : {}),
  }
}

/** One line of what somebody asks for. */
function askedLine({ request, today }: Matter): string {
  const { kind, unit, taskNo, onDay, payload, userName } = request
  if (kind === 'membership') return `${userName || request.reason || '一位群成员'}申请作为${unit}联络员加入名册。`
  if (kind === 'extension') return `${unit}申请将任务${taskNo}的期限由${dayLabel(payload.due!, today)}延至${dayLabel(onDay!, today)}。`
  return `${unit}报任务${taskNo}已完成，请审核。`
}

/** 李主任于11月23日通过。 / 李主任于11月23日退回：材料不全。 / 延期申请因已报完成自动撤回。 */
function decidedLine({ request, today, decidedOn }: Matter): string {
  const { state, decidedBy, decidedName, decision } = request
  if (decidedBy === 'system') return `${decision}。`
  const on = decidedOn ? dayLabel(decidedOn, today) : ''
  return `${decidedName ?? '有关人员'}于${on}${verdicts[state]}${decision ? `：${decision}` : ''}。`
}

function factsOf({ request, due, plan, today, files = [] }: Matter): Fact[] {
  const facts: Fact[] = plan ? [{ label: '方案', value: plan }] : []
  if (due) facts.push({ label: '任务', value: shortTask(due.occurrence.label ?? due.task.task, 40) })
  if (due?.task.requirement) facts.push({ label: '工作要求', value: shortTask(due.task.requirement, 60) })
  if (due && request.kind === 'extension' && request.state === 'pending')
    facts.push({ label: '目前进展', value: standLabel(due, today).replace(/；申请延至.*$/, '') })
  if (request.kind === 'membership') facts.push({ label: '姓名', value: request.reason || '未提供' })
  else facts.push({ label: request.kind === 'completion' ? '完成说明' : '原因', value: request.reason || '未填写' })
  if (request.kind === 'completion') facts.push({ label: '佐证', value: filesLabel(files) })
  facts.push({ label: '申请人', value: request.userName ?? '未登记姓名' })
  return facts
}

function formOf({ request }: Matter): Form {
  return {
    action: '审核',
    args: { request: String(request.id) },
    version: request.version,
    fields: [
      select('verdict', '审核意见', [
        ['pass', '通过'],
        ['return', '退回'],
      ]),
      { kind: 'input', name: 'reason', label: '理由', placeholder: '退回须写明理由', multiline: true, maxLength: 200 },
    ],
    submit: '提交审核',
  }
}

/** What the asker's own answer becomes once it is decided. */
export const outcomePost = (matter: Matter): Post => ({
  tone: tones[matter.request.state],
  summary: `${titles[matter.request.kind]}（编号${matter.request.id}）${subjectOf(matter)}：${decidedLine(matter)}`,
})

const subjectOf = ({ request }: Matter) => (request.taskNo === null ? (request.unit ?? '') : `任务${request.taskNo}`)

/** What the person who decided is told; short enough for a button's toast. */
export const verdictPost = (matter: Matter): Post => ({
  tone: 'green',
  summary: `已${verdicts[matter.request.state]}：${titles[matter.request.kind]} ${subjectOf(matter)}（编号${matter.request.id}）。`.replace(
    '已已',
    '已',
  ),
})

/** What who takes back their own request is told; of a completion, which deadline is open again. */
export const withdrawnPost = (matter: Matter): Post => {
  const { request, due, today } = matter
  if (request.kind !== 'completion' || !due) return verdictPost(matter)
  return { tone: 'green', summary: `已撤回：${workLabel(due, today)}所报完成（编号${request.id}），不再审核。` }
}

/** What the asker is told first; short enough for a button's toast. Of several deadlines of a task, which. */
export function askedPost({ request, due, today }: Matter, isOneOfSeveral = false): Post {
  const { id, kind, unit, taskNo, onDay } = request
  const work = due && isOneOfSeveral ? workLabel(due, today) : `任务${taskNo}`
  const what = kind === 'membership' ? `加入${unit}名册` : `${work}延至${dayLabel(onDay!, today)}`
  return { tone: 'blue', summary: `已提交，待专班负责人审核（编号${id}）：${what}。` }
}

/** All that waits for a lead. */
export function pendingPost(matters: Matter[], unnumbered = false): Post {
  if (matters.length === 0) return { tone: 'green', summary: '没有待审核的事项。' }
  return {
    title: '待审核事项',
    tone: 'yellow',
    summary: `${unnumbered ? '本次未处理，请写明编号。' : ''}共${matters.length}件待审核。`,
    blocks: [
      { kind: 'list', items: matters.map(numberedLine) },
      { kind: 'note', text: '在对应卡片上审核，或发送「审核 编号 通过」「审核 编号 退回 理由」。' },
    ],
  }
}

const numberedLine = (matter: Matter): string => `编号${matter.request.id} ${titles[matter.request.kind]}：${askedLine(matter)}`

/** What somebody asked for and can still take back, to be named by its number. */
export const ownPost = (matters: Matter[]): Post => ({
  tone: 'yellow',
  summary: `您有${matters.length}件待审核的申请，请写明编号，如「撤回 ${matters[0]!.request.id}」。`,
  blocks: [{ kind: 'list', items: matters.map(numberedLine) }],
})
