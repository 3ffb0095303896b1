import { createHash } from 'node:crypto'
import type { DomainContext } from '#src/domain/context.ts'
import type { ParsedDocument } from '#src/domain/policy/document.ts'
import { saveUnits, saveWorkspace } from '#storage/repositories/people.ts'
import { hasHadText, saveDocument } from '#storage/repositories/policy.ts'
import { listTasks } from '#storage/repositories/work.ts'
import { createPlan } from './create.ts'
import { unitsOfTasks } from './units.ts'

const haidian = { id: 'haidian', name: '海淀区物业管理工作专班', district: '海淀区' }
const plan = { id: 'haidian-2025', workspaceId: haidian.id, documentId: 'haidian-2025', startOn: '2025-01-01', endOn: '2027-12-31' }

/** The documents, the workspace and its plan with 66 tasks. A second time changes nothing. */
export async function seedAll(ctx: DomainContext, documents: ParsedDocument[]): Promise<{ documents: number; plan: boolean }> {
  let saved = 0
  for (const document of documents) {
    const source = document.nodes.map((node) => node.text).join('')
    const hash = createHash('sha256').update(JSON.stringify(document.manifest)).update(source).digest('hex')
    // A newer text that was imported since stays.
    if (await hasHadText(ctx.tx, document.manifest.id, hash)) continue
    if (await saveDocument(ctx.tx, document, hash)) saved++
  }
  await saveWorkspace(ctx.tx, haidian)
  const created = await createPlan(ctx, plan)
  if (created) await saveUnits(ctx.tx, unitsOfTasks(haidian.id, await listTasks(ctx.tx, plan.id)))
  return { documents: saved, plan: created }
}
