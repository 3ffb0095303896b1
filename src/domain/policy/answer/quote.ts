import type { Entry } from './entry.ts'
import type { PolicyIndex } from './index.ts'

const QUOTE = 170
/** The last topic word heads the question: the sentence that has it answers. */
const HEAD = 0.4

const UNITS = /[（(〔]责任单位[：:].+$/s

/** The clause's own sentences, responsible units left out, in order; verbatim. */
const sentencesOf = (entry: Entry): string[] =>
  (entry.row ? [entry.row.task, entry.row.requirement] : entry.clause.text.replace(UNITS, '').split('\n'))
    .flatMap((paragraph) => paragraph.split(/(?<=[。；！？;])(?!”)/))
    .map((sentence) => sentence.trim())
    .filter(Boolean)

/** How well a sentence meets the topic and the kind of thing asked. */
export type Relevance = (sentence: string) => number

export function relevanceFor(index: PolicyIndex, words: string[], wants: RegExp[], numbers: string[]): Relevance {
  const head = words.at(-1)
  const accepted = words.map((word) => ({
    weight: index.weightOf(word) + (word === head ? HEAD : 0),
    forms: [word, ...(index.glossary.get(word) ?? [])],
  }))
  return (sentence) => {
    const text = index.fold(sentence)
    const topical = accepted.reduce((sum, { weight, forms }) => sum + (forms.some((form) => text.includes(form)) ? weight : 0), 0)
    const subject = accepted.some(({ forms }) => forms.some((form) => text.startsWith(form))) ? 0.3 : 0
    const typed = wants.some((want) => want.test(text)) ? 0.6 : 0
    return topical + subject + typed + numbers.filter((number) => text.includes(number)).length
  }
}

/** By about one telling word. */
const CLEARLY = 0.7

/** The line of responsible units, where only it speaks of what is asked: 各区政府（含北京经济技术开发区管委会，下同）. */
function unitsAskedFor(entry: Entry, relevance: Relevance): string | undefined {
  const units = entry.row ? undefined : UNITS.exec(entry.clause.text)?.[0]
  return units && /含|包括/.test(units) && relevance(units) > Math.max(...sentencesOf(entry).map(relevance)) + CLEARLY
    ? units.replace(/^[（(〔]|[）)〕]。?$/g, '')
    : undefined
}

/** The best run of neighbouring sentences that fits one quotation, an ellipsis where the clause goes on. */
export function quoteOf(entry: Entry, relevance: Relevance, limit = QUOTE): string {
  const units = unitsAskedFor(entry, relevance)
  if (units) return units
  const sentences = sentencesOf(entry)
  const marks = sentences.map(relevance)
  let from = marks.indexOf(Math.max(...marks))
  let to = from
  const length = () => sentences.slice(from, to + 1).join('').length
  for (;;) {
    const before = from > 0 && length() + sentences[from - 1]!.length <= limit ? marks[from - 1]! : -1
    const after = to < sentences.length - 1 && length() + sentences[to + 1]!.length <= limit ? marks[to + 1]! : -1
    if (before < 0 && after < 0) break
    if (after >= before) to++
    else from--
  }
  return `${from > 0 ? '…' : ''}${sentences.slice(from, to + 1).join('')}${to < sentences.length - 1 ? '…' : ''}`
}

/** The one sentence, or the telling part of a long one, that answers in a line. */
export function keySentence(entry: Entry, relevance: Relevance, limit = 70): string {
  const all = sentencesOf(entry)
  const sentences = all.length > 1 && all[0] === `${entry.clause.title}。` ? all.slice(1) : all
  const best = unitsAskedFor(entry, relevance) ?? sentences.reduce((a, b) => (relevance(b) > relevance(a) ? b : a))
  if (best.length <= limit) return trimmed(best)
  const parts = best.split(/(?<=[，,])/)
  const marks = parts.map(relevance)
  const from = marks.indexOf(Math.max(...marks))
  let to = from
  while (to < parts.length - 1 && parts.slice(from, to + 2).join('').length <= limit) to++
  let start = from
  while (start > 0 && parts.slice(start - 1, to + 1).join('').length <= limit) start--
  return trimmed(parts.slice(start, to + 1).join(''))
}

const trimmed = (sentence: string) => sentence.replace(/[，,、。；;]$/, '')
