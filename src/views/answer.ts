import type { PolicyAnswer } from '#src/domain/policy/answer/compose.ts'
import type { Block, Form, Post } from '#src/message.ts'

/** First line answers; then the words of the clause; then where they stand and whether they count. */
export function answerPost({ tier, lines, questionId }: PolicyAnswer & { questionId: number }): Post {
  const [first, ...further] = lines.summary.split('\n')
  return {
    tone: tier === 'answer' ? 'blue' : 'grey',
    summary: first ?? '',
    blocks: [
      ...further.map((text): Block => ({ kind: 'text', text })),
      ...lines.quotes.map((quote): Block => ({ kind: 'quote', text: quote.text ? `${quote.text}——${quote.source}` : quote.source })),
      ...lines.remarks.map((text): Block => ({ kind: 'note', text })),
      ...(lines.related.length > 0 ? [{ kind: 'fold' as const, title: '相关', items: lines.related }] : []),
    ],
    ...(tier === 'answer' || tier === 'clarify' ? { form: verdictForm(questionId) } : {}),
  }
}

const verdictForm = (questionId: number): Form => ({
  action: '没用',
  args: { question: String(questionId) },
  version: 1,
  fields: [{ kind: 'select', name: 'verdict', label: '这条答复', options: [...verdicts], value: 'useful' }],
  submit: '评价',
})

const verdicts = [
  { value: 'useful', label: '有用' },
  { value: 'useless', label: '没用' },
] as const

/** One line to who judged an answer. */
export const judgedPost = (helpful: boolean): Post => ({
  tone: 'green',
  summary: helpful ? '已记下，谢谢。' : '已记下，这一问转工作人员核对。',
})
