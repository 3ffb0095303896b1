import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createContext } from '#src/domain/context.ts'
import { preparePolicy } from '#src/domain/policy/import/prepare.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { connect, inTransaction, migrate } from '#storage/db.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'

const clauses = 10_000

const textOf = (version: number) => {
  const article = (_: unknown, at: number) =>
    `第${at + 1}条 物业服务人应当按照合同约定对第${at + 1}类设施每年不少于${((at * version) % 90) + 1}次巡查，并向业主公示结果，接受街道办事处监督。`
  return `某市物业服务条例\n${Array.from({ length: clauses }, article).join('\n')}\n`
}

/** A text of 10,000 articles, from the file's bytes to the committed rows: new, unchanged, and with nearly every article changed. */
export async function run(): Promise<void> {
  const database = await connect({ dataDir: 'memory://' })
  await migrate(database)
  const settings = { publicUrl: '', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
  const now = new Date('2026-11-23T10:00:00+08:00')
  console.log('import      clauses        ms   clauses/s')
  for (const [name, version] of [
    ['new', 1],
    ['unchanged', 1],
    ['changed', 7],
  ] as const) {
    const bytes = new TextEncoder().encode(textOf(version))
    const started = performance.now()
    await inTransaction(database.db, async (tx) => {
      const ctx = createContext({ ...settings, tx, actor: { type: 'operator' }, now, cause: 'bench' })
      await (await preparePolicy(ctx, { bytes, name: 'law.txt' }, { id: 'law' })).save()
    })
    const ms = performance.now() - started
    console.log(
      `${name.padEnd(12)}${String(clauses).padStart(7)}${ms.toFixed(0).padStart(10)}${((clauses / ms) * 1000).toFixed(0).padStart(12)}`,
    )
  }
  await database.close()
}
