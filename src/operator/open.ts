import { join } from 'node:path'
import type { Config } from '#src/config.ts'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { connect } from '#storage/db.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import type { Opened } from './deps.ts'

/** Opens what the verbs work on, for a command line that stands alone. */
export async function openAlone(config: Config): Promise<Opened> {
  const settings = {
    publicUrl: config.publicUrl,
    calendar: loadCalendar(join(config.dataDir, 'calendar')),
    policy: createPolicyProvider(loadSeedLexicon()),
  }
  return { database: await connect({ databaseUrl: config.databaseUrl, dataDir: config.dataDir }), settings }
}
