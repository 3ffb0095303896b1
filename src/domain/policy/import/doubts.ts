import type { ParsedDocument } from '../document.ts'
import { markerOf } from '../parse/pieces.ts'

export type Doubt = { line: number; text: string; why: string }

const LONG = 3000

/** Lines a person should look at before the document counts. */
export function doubtsOf({ clauses, nodes }: ParsedDocument, source: string): Doubt[] {
  const doubts: Doubt[] = []
  const isLaw = clauses.some((clause) => /^第.+条$/.test(clause.place))
  const begins = new Set(nodes.map((node) => node.lineFrom))
  for (const [at, line] of source.split('\n').entries()) {
    const marker = line.startsWith('\t') ? undefined : markerOf(line.trim())
    const counts = marker && (isLaw ? marker.kind === 'article' || marker.kind === 'chapter' : marker.kind !== 'article')
    if (counts && !begins.has(at + 1)) doubts.push({ line: at + 1, text: line, why: '像编号但接不上前文，作正文收录' })
    if (/[\ufffd\ue000-\uf8ff]/.test(line)) doubts.push({ line: at + 1, text: line, why: '有无法识别的字符' })
  }
  for (const [at, clause] of clauses.entries()) {
    const number = Number(/\/(\d+)$/.exec(clause.id)?.[1])
    const before = Number(/\/(\d+)$/.exec(clauses[at - 1]?.id ?? '')?.[1])
    if (number > before + 1) doubts.push({ line: clause.lineFrom, text: clause.place, why: `编号从${before}跳到${number}` })
    if (clause.text.length > LONG)
      doubts.push({ line: clause.lineFrom, text: clause.place, why: `有${clause.text.length}字，可能漏认了编号` })
  }
  return doubts.sort((a, b) => a.line - b.line)
}
