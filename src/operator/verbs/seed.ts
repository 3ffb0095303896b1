import { seedAll } from '#src/domain/plans/seed.ts'
import { migrate } from '#storage/db.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'
import { act } from '../act.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command.action(async () => {
    await migrate((await deps.open()).database)
    const changed = await act(deps, (ctx) => seedAll(ctx, loadSeedDocuments()))
    const words =
      changed.documents > 0 || changed.plan
        ? `已载入${changed.documents}份文件${changed.plan ? '，建立方案 haidian-2025' : ''}。`
        : '已是最新，没有改动。'
    say.item(changed, words)
  })
}
