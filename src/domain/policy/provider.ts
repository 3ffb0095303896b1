import type { Queryable } from '#storage/db.ts'
import { documentsVersion, listClauses, listDocuments, listRulings } from '#storage/repositories/policy.ts'
import { answerQuestion } from './answer/answer.ts'
import { createPolicyIndex, type PolicyIndex } from './answer/index.ts'
import type { Lexicon } from './answer/lexicon.ts'
import type { ParsedDocument } from './document.ts'
import { withRulings } from './rulings.ts'

/** Gives the index over the documents as they are stored now. */
export type PolicyProvider = (tx: Queryable) => Promise<PolicyIndex>

/** Asked of every new index and thrown away: the first person to ask does not wait for code that never ran. */
const WARMING = ['公共收益怎么管', '海淀和市里的电梯更新有什么不同', '2025年11月底前的任务有哪些', '物业费一平米多少钱']

/** One index for all requests, built again when a document or a ruling has changed. */
export function createPolicyProvider(lexicon: Lexicon): PolicyProvider {
  let held: { version: string; index: PolicyIndex } | undefined
  return async (tx) => {
    const version = await documentsVersion(tx)
    if (held?.version !== version) {
      const told = { ...lexicon, defects: withRulings(lexicon.defects, await listRulings(tx)) }
      const documents = await loadDocuments(tx)
      // Whoever asked at the same time may have built it while this one read.
      if (held?.version === version) return held.index
      const index = createPolicyIndex(documents, told)
      for (const question of WARMING) answerQuestion(index, { question, audience: 'owner', todayOn: '2025-01-01' })
      held = { version, index }
    }
    return held.index
  }
}

/** The stored documents as the parser left them, less the source nodes, which answers do not need. */
async function loadDocuments(tx: Queryable): Promise<ParsedDocument[]> {
  const clauses = Map.groupBy(await listClauses(tx), (clause) => clause.documentId)
  const documents = await listDocuments(tx)
  return documents.map(({ manifest, rows }) => ({ manifest, rows, clauses: clauses.get(manifest.id) ?? [], nodes: [] }))
}
