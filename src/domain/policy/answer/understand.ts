import { type Intent, intentsOf } from './frame.ts'
import type { PolicyIndex } from './index.ts'
import { foldNumbers, foldRelativeYears, foldWidth, stripChat } from './normalise.ts'
import type { Scope } from './scope.ts'

/** A question as the engine works with it. */
export type Understanding = {
  /** cleaned, simplified, numbers in digits, misspellings mended; punctuation kept */
  question: string
  scope: Scope
  intents: Set<Intent>
  /** folded, without the words that named a document or place */
  topic: string
  words: string[]
  /** numbers with a meaning of their own: 1800, 90%, not years nor clause numbers */
  numbers: string[]
}

export function understand(index: PolicyIndex, asked: string, todayOn: string): Understanding {
  const simple = index.simplify(foldWidth(stripChat(asked)))
  const question = index.hear(foldRelativeYears(foldNumbers(simple), todayOn))
  const scope = index.readScope(question)
  const topic = index.fold(scope.topic.replace(REFERENCE, ' ').replace(ASKING, ' '))
  const words = index.segment(topic.replace(YEAR, ' '))
  const numbers = [...topic.replace(YEAR, ' ').matchAll(/(?<![\d.])\d{2,5}%?/g)].map(([number]) => number)
  return { question, scope, intents: intentsOf(question), topic, words, numbers }
}

const YEAR = /(?:19|20)\d{2}年?(?:底|末|初|内)?(?:之?前)?|\d{1,2}月(?:底|末|初|份)?(?:之?前)?/g

/** 第16条, 任务50: read by the look-ups, no topic of their own */
const REFERENCE = /第\d+[条项号款行点](?:任务)?|(?:任务分解表|任务|序号|附件)+(?:里|中|的|第)*\d+[项号]?|\d+号任务/g

/** Ways of asking whether anyone sees to it: no topic of their own */
const ASKING = /有没有(人|谁|部门|单位|说法)管?|有(人|谁|部门|单位|说法)管?(?=[没吗么不啊？?]|$)|(去|上|到)哪儿?里?(?=[\u4e00-\u9fa5])/g
