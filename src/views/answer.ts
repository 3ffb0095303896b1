import type { PolicyAnswer } from '#src/domain/policy/answer/compose.ts'
import type { Block, Post } from '#src/message.ts'

/** First line answers; then the words of the clause; then where they stand and whether they count. */
export function answerPost({ tier, lines }: PolicyAnswer): Post {
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
  }
}
