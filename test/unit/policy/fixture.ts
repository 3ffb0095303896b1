import { answerQuestion, type PolicyQuestion } from '#src/domain/policy/answer/answer.ts'
import type { PolicyAnswer } from '#src/domain/policy/answer/compose.ts'
import { createPolicyIndex } from '#src/domain/policy/answer/index.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'

export const index = createPolicyIndex(loadSeedDocuments(), loadSeedLexicon())

export const todayOn = '2026-11-21'

export const ask = (question: string, more: Partial<PolicyQuestion> = {}): PolicyAnswer =>
  answerQuestion(index, { question, audience: 'owner', todayOn, ...more })

export const cited = (answer: PolicyAnswer) => answer.citations.map((citation) => citation.clause)
