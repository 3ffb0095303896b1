import type { Intent } from './frame.ts'
import { escapeRegExp } from './normalise.ts'

/** The shapes of text that hold what the question asks for: 几个街镇 → a number before 个街镇. */
export function wantsOf(question: string, intents: Set<Intent>): RegExp[] {
  const wants: RegExp[] = []
  for (const [, measure, noun] of question.matchAll(/(?:几|多少)(个|台|次|家|项|类|种|轮|处|场|回|户|名|条)?([\u4e00-\u9fa5]{0,4})/g)) {
    const unit = measure === '回' || measure === '场' ? '[次场回]' : escapeRegExp(measure ?? '[个台次家项类种轮处场户名]')
    if (noun) wants.push(new RegExp(`\\d[个余多]?${unit}以?上?的?${escapeRegExp(noun)}`))
    wants.push(new RegExp(`\\d${unit}`))
  }
  if (intents.has('deadline')) wants.push(/20\d\d年|\d月|年底/)
  if (intents.has('frequency')) wants.push(/每年|每月|按月|双月|月度|年度|定期|\d次|一次|一轮/)
  if (intents.has('ratio')) wants.push(/\d%/)
  for (const [year] of question.matchAll(/20\d\d年/g)) wants.push(new RegExp(year))
  return wants
}
