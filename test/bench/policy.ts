import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { ParsedDocument } from '#src/domain/policy/document.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { type Asked, syntheticCorpus } from './policy-corpus.ts'
import { type Engine, engines } from './policy-engines.ts'
import { questions } from './policy-questions.ts'

type Figures = { engine: string; clauses: number; buildMs: number; keptMB: number; p50: number; p99: number; hitAt1: number }

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** What is kept, typed arrays outside of the heap included. */
const keptMB = () => {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1024 / 1024
}

async function measure(name: string, engine: Engine, documents: ParsedDocument[], asked: Asked[]): Promise<Figures> {
  const before = keptMB()
  const started = performance.now()
  const answer = await engine(documents)
  const buildMs = performance.now() - started
  const kept = keptMB() - before
  for (const { question } of asked.slice(0, 20)) await answer(question)
  let hits = 0
  const times: number[] = []
  for (const { question, clauses } of asked) {
    const asking = performance.now()
    const found = await answer(question)
    times.push(performance.now() - asking)
    if (found !== undefined && clauses.includes(found)) hits++
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
  const clauses = documents.reduce((sum, one) => sum + one.clauses.length, 0)
  return { engine: name, clauses, buildMs, keptMB: kept, p50: at(0.5), p99: at(0.99), hitAt1: hits / asked.length }
}

const shown = ({ engine, clauses, buildMs, keptMB, p50, p99, hitAt1 }: Figures) =>
  `${engine.padEnd(11)}${String(clauses).padStart(8)}${buildMs.toFixed(0).padStart(10)}${keptMB.toFixed(0).padStart(9)}${p50.toFixed(2).padStart(9)}${p99.toFixed(2).padStart(9)}${(hitAt1 * 100).toFixed(0).padStart(8)} %`

/** Build, memory, latency and hit@1 of the answers beside two search libraries with bigrams, on the same clauses and questions. */
export async function run(sizes: number[] = [2_000]): Promise<Figures[]> {
  const corpora = [{ documents: loadSeedDocuments(), asked: questions }, ...sizes.map((size) => syntheticCorpus(size, 300))]
  const figures: Figures[] = []
  console.log('engine      clauses  build ms  kept MB   p50 ms   p99 ms   hit@1')
  for (const { documents, asked } of corpora) {
    for (const [name, engine] of Object.entries(engines)) {
      const one = await measure(name, engine, documents, asked)
      figures.push(one)
      console.log(shown(one))
    }
  }
  return figures
}
