import type { Clause, DocumentManifest, ParsedDocument } from '#src/domain/policy/document.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'

/** The same numbers for the same seed, so that every engine is asked the same. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export type Asked = { question: string /** any of them answers */; clauses: string[] }

const PER_DOCUMENT = 500

/**
 * `count` clauses made of the sentences of the five documents, each with matters of its own (two-character words drawn
 * from their vocabulary), in documents of 500, and questions that name what one of them alone is about.
 */
export function syntheticCorpus(count: number, questions: number): { documents: ParsedDocument[]; asked: Asked[] } {
  const random = createRandom(7)
  const pick = <T>(list: T[]) => list[Math.floor(random() * list.length)]!
  const seeds = loadSeedDocuments().flatMap((one) => one.clauses)
  const sentences = [...new Set(seeds.flatMap(({ text }) => text.split(/(?<=[。；])|\n/)))].filter((one) => one.length > 12)
  const words = [...new Set(sentences.flatMap((one) => one.match(/[\u4e00-\u9fa5]{2}/g) ?? []))]
  const term = () => `${pick(words)}${pick(words)}`
  const clauses = Array.from({ length: count }, (_, at): Clause => {
    const documentId = `doc-${Math.floor(at / PER_DOCUMENT)}`
    const number = (at % PER_DOCUMENT) + 1
    const [matter, means] = [term(), term()]
    const text = `${matter}应当通过${means}落实，每年不少于${1 + Math.floor(random() * 90)}次。${pick(sentences)}${pick(sentences)}`
    const stands = {
      documentId,
      order: number - 1,
      path: [`第${1 + Math.floor(number / 50)}章 ${matter.slice(0, 2)}`],
      place: `第${number}条`,
    }
    return { id: `${documentId}/${number}`, ...stands, title: `${matter}${means}`, text, lineFrom: number, lineTo: number, units: [] }
  })
  const byDocument = Map.groupBy(clauses, (clause) => clause.documentId)
  const documents = [...byDocument].map(([id, held]) => ({ manifest: manifestOf(id), clauses: held, nodes: [], rows: [] }))
  const asked = Array.from({ length: questions }, () => {
    const { title, id } = pick(clauses)
    return { question: `${title.slice(0, 4)}通过${title.slice(4)}落实每年多少次`, clauses: [id] }
  })
  return { documents, asked }
}

const manifestOf = (id: string): DocumentManifest => ({
  id,
  file: '',
  title: `${id}管理办法`,
  shortTitle: id,
  jurisdiction: '海淀区',
  level: 'district',
  status: '现行',
})
