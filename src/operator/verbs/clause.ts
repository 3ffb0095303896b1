import { DomainError } from '#src/errors.ts'
import { findClause, listDocuments, listPastClauses } from '#storage/repositories/policy.ts'
import { actPrepared } from '../act.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command.argument('<编号>', '条款编号，如 haidian-2025/11').action(async (id: string) => {
    const { documents, now, past } = await actPrepared(deps, async ({ tx }) => ({
      documents: await listDocuments(tx),
      now: await findClause(tx, id),
      past: await listPastClauses(tx, id),
    }))
    const wordings = [...(now ? [now] : []), ...past]
    if (wordings.length === 0) throw new DomainError('NO_CLAUSE', `没有编号为「${id}」的条款。`)
    for (const wording of wordings) {
      const document = documents.find(({ manifest }) => manifest.id === wording.documentId)!
      const version = 'version' in wording ? wording.version : document.version
      const { place, text } = wording
      const valid = wording === now
      const head = `《${document.manifest.title}》${place}（第${version}版${valid ? '' : '，已改动或删去'}）`
      say.item({ clause: id, version, valid, place, text }, `${head}\n${text}`)
    }
  })
}
