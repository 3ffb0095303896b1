import type { Entry } from '../entry.ts'
import type { PolicyIndex } from '../index.ts'
import type { Understanding } from '../understand.ts'

/** 哪几条提到“京通”; 首开集团、外联中心各出现在哪条 */
const MENTIONED =
  /哪(?:几|些|\d)[条项处].{0,6}(?:提|写|讲|说|出现)|(?:提|写|讲|说|出现)[到了过在]*哪(?:几|些|\d)[条项处]|(?:各|分别|都)(?:是)?(?:出现|提到|写|在)+[到了过在]*哪[条项处]/

/** A word as telling as a name. */
const NAME = 0.55
const SHOWN = 4

/** Every clause that has the words asked about, where they are asked for in the plural; nothing when there are too many to be shown. */
export function findMentions(index: PolicyIndex, { question, words }: Understanding, documents: string[]): Entry[] | undefined {
  if (!MENTIONED.test(question)) return undefined
  const quoted = [...question.matchAll(/[“"「]([^”"」]{2,12})[”"」]/g)].map(([, term]) => index.fold(term!))
  const terms = quoted.length ? quoted : words.filter((word) => index.weightOf(word) >= NAME)
  const holders = terms.map((term) =>
    index.entries.filter(
      (entry) =>
        !entry.row &&
        entry.text.concat(entry.clause.units.join()).includes(term) &&
        (!documents.length || documents.includes(entry.document.id)),
    ),
  )
  const found = [...new Set(holders.flat())]
  return holders.every((entries) => entries.length > 0) && found.length > 1 && found.length <= SHOWN ? found : undefined
}
