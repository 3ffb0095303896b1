import type { Composer, PolicyAnswer } from './compose.ts'
import type { Reason } from './lexicon.ts'
import { shortened } from './replies/lists.ts'
import type { Hit } from './search.ts'

const ASK_WHOM: Partial<Record<Reason, string>> = {
  NO_DIRECT_EVIDENCE: '可向社区居委会、街镇或区房管局询问，也可拨打12345。',
  LEGAL_ADVICE: '具体纠纷请咨询街镇、人民调解组织或律师。',
  OUT_OF_PERIOD: '其他年份请向区房管局询问。',
  OTHER_JURISDICTION: '请向当地住建（房管）部门询问。',
}

/** Says calmly that the documents do not say, what comes closest, and whom to ask. */
export function refuse(composer: Composer, reason: Reason, reply: string, nearest: Hit[] = []): PolicyAnswer {
  const related = nearest
    .slice(0, 2)
    .map(({ entry }) => `${shortened(entry.clause.title || entry.clause.text)}（${composer.sourceOf(entry)}）`)
  const summary = [reply, ASK_WHOM[reason]].filter(Boolean).join('')
  return composer.answer(related.length ? 'nearest' : 'refuse', { summary, related, remarks: [] }, [], reason)
}
