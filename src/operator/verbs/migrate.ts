import { migrate } from '#storage/db.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command.action(async () => {
    const { database } = await deps.open()
    await migrate(database)
    say.item({ migrated: true, database: database.kind }, '数据表已是最新。')
  })
}
