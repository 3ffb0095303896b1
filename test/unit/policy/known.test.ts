import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Turn } from '#src/domain/policy/answer/followup.ts'
import { ask, cited } from './fixture.ts'

/** A question with the clauses one of which (`any`) or all of which (`all`, or what stands in for them) must be cited. */
type Known = {
  id: string
  question: string
  audience: 'owner' | 'member'
  history?: Turn[]
  refuse?: boolean
  any?: string[]
  all?: string[]
  alt?: Record<string, string[]>
  must?: string[]
}

const questions: Known[] = readFileSync(new URL('../../fixtures/policy/questions.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line))

const plain = (text: string) => text.normalize('NFKC').replace(/[\s“”"《》]/g, '')

function verdictOn({ question, refuse = false, any, all, alt = {}, must = [], ...asked }: Known): 'right' | 'wrong' | 'confidently wrong' {
  const answer = ask(question, asked)
  if (refuse) return answer.refused ? 'right' : 'confidently wrong'
  if (answer.refused) return 'wrong'
  const clauses = cited(answer)
  if (any && !any.includes(clauses[0]!)) return 'confidently wrong'
  const isWhole = (all ?? []).every((clause) => [clause, ...(alt[clause] ?? [])].some((one) => clauses.includes(one)))
  return isWhole && must.every((words) => plain(answer.text).includes(plain(words))) ? 'right' : 'wrong'
}

test('what has been asked and answered rightly stays right', { timeout: 60_000 }, () => {
  const verdicts = Map.groupBy(questions, verdictOn)
  const share = (verdict: ReturnType<typeof verdictOn>) => (verdicts.get(verdict)?.length ?? 0) / questions.length
  const listed = [...(verdicts.get('confidently wrong') ?? []), ...(verdicts.get('wrong') ?? [])].map(
    ({ id, question }) => `${id} ${question}`,
  )
  expect(share('right'), listed.join('\n')).toBeGreaterThanOrEqual(0.935)
  expect(share('confidently wrong'), listed.join('\n')).toBeLessThanOrEqual(0.03)
})
