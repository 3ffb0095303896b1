import { create, insertMultiple, search } from '@orama/orama'
import MiniSearch from 'minisearch'
import { answerQuestion } from '#src/domain/policy/answer/answer.ts'
import { createPolicyIndex } from '#src/domain/policy/answer/index.ts'
import type { ParsedDocument } from '#src/domain/policy/document.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'

/** Built over documents; answers with the id of the best clause, if it has one. */
export type Engine = (documents: ParsedDocument[]) => Promise<(question: string) => Promise<string | undefined> | string | undefined>

const grams = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((run) => (run.length < 2 ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))))
    .filter(Boolean)

const rowsOf = (documents: ParsedDocument[]) => documents.flatMap((one) => one.clauses.map(({ id, title, text }) => ({ id, title, text })))

/** The whole answer: understanding, search, refusal, quotation. */
const duban: Engine = async (documents) => {
  const index = createPolicyIndex(documents, loadSeedLexicon())
  return (question) => answerQuestion(index, { question, audience: 'member', todayOn: '2026-11-23' }).citations[0]?.clause
}

const minisearch: Engine = async (documents) => {
  const index = new MiniSearch<{ id: string; title: string; text: string }>({ fields: ['title', 'text'], tokenize: grams })
  index.addAll(rowsOf(documents))
  return (question) => index.search(question)[0]?.id
}

const orama: Engine = async (documents) => {
  const tokenizer = { language: 'chinese', normalizationCache: new Map(), tokenize: grams }
  const index = create({ schema: { id: 'string', title: 'string', text: 'string' } as const, components: { tokenizer } })
  await insertMultiple(index, rowsOf(documents), 1000)
  return async (question) => (await search(index, { term: question, properties: ['title', 'text'], limit: 1 })).hits[0]?.document.id
}

export const engines: Record<string, Engine> = { duban, minisearch, orama }
