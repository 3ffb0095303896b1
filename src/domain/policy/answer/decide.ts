import type { Hit } from './search.ts'

export type Tier = 'answer' | 'nearest' | 'refuse'

/** How likely a clause must answer to be given as the answer: about one in forty answers is then a wrong one. */
const ANSWERS = 0.58

/** Enough to be pointed to. */
const NEAR = { coverage: 0.25, phrase: 0.3 }

/** Whether the best clause answers, is only near, or nothing fits. */
export function tierOf(hit: Hit | undefined): Tier {
  if (!hit) return 'refuse'
  if (likelihood(hit) >= ANSWERS) return 'answer'
  return hit.coverage >= NEAR.coverage || hit.phrase >= NEAR.phrase ? 'nearest' : 'refuse'
}

/**
 * Fitted by logistic regression to 2,500 questions of people who had not seen the answers; each set left out in turn
 * was judged by the others. A clause nobody has written ways of asking for is judged without them.
 */
const ASKED_FOR = {
  base: -2.35,
  coverage: 1.48,
  phrase: 2.9,
  both: 2.26,
  untold: -5.37,
  missed: -1.21,
  weight: 1.01,
  lead: 2.06,
  isNamed: 1.67,
}
const NEVER_ASKED_FOR = {
  base: -3.31,
  coverage: 2.3,
  phrase: 0,
  both: 0,
  untold: 0,
  missed: -0.95,
  weight: 1.32,
  lead: 2.67,
  isNamed: 1.42,
}

/** How likely the clause answers, 0..1. What is known to be asked and answered nowhere speaks against it. */
export function likelihood({ entry, coverage, phrase, untold, missed, weight, lead, isNamed }: Hit): number {
  const by = entry.phrases.length > 0 ? ASKED_FOR : NEVER_ASKED_FOR
  const sum =
    by.base +
    by.coverage * coverage +
    by.phrase * phrase +
    by.both * coverage * phrase +
    by.untold * untold +
    by.missed * Math.min(missed.length, 4) +
    by.weight * Math.min(weight, 4) +
    by.lead * Math.max(-0.3, Math.min(lead, 1)) +
    by.isNamed * Number(isNamed)
  return 1 / (1 + Math.exp(-sum))
}
