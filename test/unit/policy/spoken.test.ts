import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { answerPost } from '#src/views/answer.ts'
import { ask } from './fixture.ts'

/**
 * Thirty answers as a person reads them, each read aloud and found fit to send.
 * A change of wording shows here in full: read it again before the file is written anew (`npx vitest run -u`).
 */
const QUESTIONS = readFileSync(new URL('spoken.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)

test('thirty answers read as they were reviewed', async () => {
  const spoken = QUESTIONS.map((question) => `### ${question}\n\n${ask(question).text}\n`).join('\n')
  await expect(spoken).toMatchFileSnapshot('spoken.md')
})

test('nobody reads more than five lines before the rest is folded away', () => {
  for (const question of QUESTIONS) {
    const { summary, blocks = [] } = answerPost({ ...ask(question), questionId: 1 })
    const open = blocks.filter(({ kind }) => kind !== 'fold')
    expect(1 + open.length, question).toBeLessThanOrEqual(5)
    expect(summary, question).not.toMatch(/undefined|NaN|null|_|haidian|beijing/)
  }
})

test('the first line answers and the whole is short', () => {
  for (const question of QUESTIONS) {
    const answer = ask(question)
    const [first = ''] = answer.text.split('\n')
    expect(first.length, question).toBeLessThanOrEqual(190)
    expect(answer.lines.quotes.length + answer.lines.remarks.length, question).toBeLessThanOrEqual(6)
  }
})
