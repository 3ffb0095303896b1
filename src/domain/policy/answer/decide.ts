import type { PolicyIndex } from './index.ts'
import type { Hit } from './search.ts'

/** How much of a question must be found when one of its words is unknown to all documents: 垃圾分类积分换什么. */
const STRANGE_NEEDS = 0.67

/** Less than this is only 小区, 物业, 业主: words of every question. */
const TELLING = 0.4

export type Tier = 'answer' | 'nearest' | 'refuse'

/**
 * Whether the best clause answers, is only near, or nothing fits. A known way of asking counts as much as the words
 * themselves; a long story needs fewer of its words, so long as telling ones are among them.
 */
export function tierOf(index: PolicyIndex, hit: Hit | undefined): Tier {
  if (!hit) return 'refuse'
  const { coverage, phrase, matched, missed, lacksHead } = hit
  const strange = missed.filter((word) => !index.isKnown(word)).length
  if (strange >= 2 && coverage < 0.6 && matched < 1.3) return coverage >= 0.25 || phrase >= 0.3 ? 'nearest' : 'refuse'
  if (strange && coverage < STRANGE_NEEDS && matched < 1.3) return coverage >= 0.25 || phrase >= 0.3 ? 'nearest' : 'refuse'
  if (lacksHead && coverage < 0.75 && matched < 1.2) return coverage >= 0.25 || phrase >= 0.3 ? 'nearest' : 'refuse'
  if (coverage >= 0.9 && matched >= 0.25 && phrase >= 0.3) return 'answer'
  if (phrase >= 0.6 || coverage >= 0.62) return matched >= TELLING || phrase >= 0.5 ? 'answer' : 'nearest'
  if (coverage >= 0.45 && (phrase >= 0.3 || matched >= 0.8)) return 'answer'
  if (matched >= 1.3 && coverage >= 0.33) return 'answer'
  if (phrase >= 0.45 && coverage >= 0.3) return 'answer'
  return coverage >= 0.25 || phrase >= 0.3 ? 'nearest' : 'refuse'
}
