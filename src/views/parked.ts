import type { Waiting } from '#src/domain/parked/district.ts'
import type { Block, Form, Post } from '#src/message.ts'
import { select } from './select.ts'

const LISTED = 15

const states = { 'in parked': '收到，未能处理', 'out parked': '未能发出', 'out unknown': '可能已发出' } as const
const kinds: Record<string, string> = {
  message: '一条消息',
  submission: '一次填报',
  edit: '一次修改',
  recall: '一次撤回',
  chat: '群信息变化',
}

/** What stopped and why, and one form to send it again or give it up. */
export function parkedPost(waiting: Waiting[]): Post {
  if (waiting.length === 0) return { title: '积压消息', tone: 'green', summary: '没有积压的消息。' }
  const listed = waiting.slice(0, LISTED)
  const rest: Block[] =
    waiting.length > LISTED ? [{ kind: 'note', text: `另有${waiting.length - LISTED}条，处理后再发送「积压」查看。` }] : []
  return {
    title: '积压消息',
    tone: 'yellow',
    summary: `本区${waiting.length}条消息停下来等人处理。`,
    blocks: [
      { kind: 'list', items: listed.map(lineOf) },
      ...rest,
      { kind: 'note', text: '「可能已发出」的请先在群里核对，重发会再发一次。也可发送「积压 重发 编号」「积压 放弃 编号」。' },
    ],
    form: formOf(listed),
  }
}

const whatOf = ({ direction, what }: Waiting): string => (direction === 'in' ? (kinds[what] ?? what) : `「${what}」`)

function lineOf(one: Waiting): string {
  const { code, group, direction, state, error } = one
  return `${code} ${group}：${whatOf(one)}，${states[`${direction} ${state}` as keyof typeof states]}${error ? `（${error.slice(0, 60)}）` : ''}`
}

const formOf = (listed: Waiting[]): Form => ({
  action: '积压',
  args: {},
  version: 1,
  fields: [
    select(
      'code',
      '消息',
      listed.map((one) => [one.code, `${one.code} ${one.group.slice(0, 14)} ${whatOf(one)}`.slice(0, 40)] as const),
    ),
    select('step', '处理', ['重发', '放弃']),
  ],
  submit: '确定',
})

/** One line to who decided. */
export const settledPost = (step: 'requeue' | 'drop', settled: Waiting[]): Post => ({
  tone: 'green',
  summary: `${step === 'requeue' ? '已重新排队' : '已放弃'}：${settled.map((one) => `${one.group}${whatOf(one)}`).join('、')}。`,
})
