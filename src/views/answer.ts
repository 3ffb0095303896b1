import type { AnswerLines, PolicyAnswer } from '#src/domain/policy/answer/compose.ts'
import type { Block, Form, Post } from '#src/message.ts'
import { select } from './select.ts'

/** Lines of a list that are read at a glance, and quotations beside the answer; the rest is folded. */
const LINES = 4
const QUOTES = 2

/** First line answers; then the words of the clause; then where they stand and whether they count. */
export function answerPost({ tier, lines, questionId }: PolicyAnswer & { questionId: number }): Post {
  const [first, ...further] = lines.summary.split('\n')
  const shown = further.length > 0 ? [] : lines.quotes.slice(0, QUOTES)
  return {
    tone: tier === 'answer' ? 'blue' : 'grey',
    summary: first ?? '',
    blocks: [
      ...further.slice(0, LINES).map((text): Block => ({ kind: 'text', text })),
      ...quotations(shown, lines.remarks),
      ...fold('其余', further.slice(LINES)),
      ...fold('原文', lines.quotes.slice(shown.length).map(inOneLine)),
      ...fold('相关', lines.related),
    ],
    ...(tier === 'answer' || tier === 'clarify' ? { form: verdictForm(questionId) } : {}),
  }
}

/** Each quotation above its source; what is to be known besides stands behind the last source. */
function quotations(quotes: AnswerLines['quotes'], remarks: string[]): Block[] {
  const remark = remarks.length > 0 ? `注意：${remarks.join('；')}。` : ''
  const sourced = quotes.flatMap(({ text, source }, at): Block[] => [
    ...(text ? [{ kind: 'quote' as const, text }] : []),
    { kind: 'note', text: at === quotes.length - 1 && remark ? `——${source}。${remark}` : `——${source}` },
  ])
  return quotes.length === 0 && remark ? [{ kind: 'note', text: remark }] : sourced
}

const inOneLine = ({ text, source }: AnswerLines['quotes'][number]): string => (text ? `“${text}”——${source}` : source)

const fold = (title: string, items: string[]): Block[] => (items.length > 0 ? [{ kind: 'fold', title, items }] : [])

const verdictForm = (questionId: number): Form => ({
  action: '没用',
  args: { question: String(questionId) },
  version: 1,
  fields: [select('verdict', '这条答复', verdicts)],
  submit: '评价',
})

const verdicts = [
  ['useful', '有用'],
  ['useless', '没用'],
] as const

/** One line to who judged an answer. */
export const judgedPost = (helpful: boolean): Post => ({
  tone: 'green',
  summary: helpful ? '已记下，谢谢。' : '已记下，这一问转工作人员核对。',
})
