import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCalendar } from '#src/domain/calendar/load.ts'
import { bindChat } from '#src/domain/chats/bind.ts'
import { noteChatChange } from '#src/domain/chats/meet.ts'
import { createContext } from '#src/domain/context.ts'
import { createPolicyProvider } from '#src/domain/policy/provider.ts'
import { connect, type Database, inTransaction, type Tx } from '#storage/db.ts'
import { findChat, saveWorkspace } from '#storage/repositories/people.ts'
import { loadSeedLexicon } from '#storage/seed/lexicon.ts'
import { createPostgresCopy } from '#test/support/databases.ts'

/** Two transactions at once exist on Postgres only. */

let copy: Awaited<ReturnType<typeof createPostgresCopy>>
let database: Database
beforeAll(async () => {
  copy = await createPostgresCopy()
  database = await connect({ databaseUrl: copy.url, dataDir: '' })
  await inTransaction(database.db, (tx) => saveWorkspace(tx, { id: 'haidian', name: '专班', district: '海淀区' }))
})
afterAll(async () => {
  await database.close()
  await copy.drop()
})

const now = new Date('2026-11-23T09:00:00+08:00')
const settings = { publicUrl: 'https://duban.example', calendar: loadCalendar(), policy: createPolicyProvider(loadSeedLexicon()) }
const context = (tx: Tx) => createContext({ ...settings, tx, actor: { type: 'operator' }, now, cause: 'test' })
const chat = { channel: 'lark', chatId: 'oc_race' } as const

test('a group bound while its greeting is being written stays bound', async () => {
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  const binding = inTransaction(database.db, async (tx) => {
    await bindChat(context(tx), { ...chat, workspaceId: 'haidian', kind: 'work' })
    await told
  })
  await sleep(100)
  const greeting = inTransaction(database.db, (tx) =>
    noteChatChange(context(tx), { ...chat, type: 'chat', what: 'joined', eventId: 'ev_1', sentAt: now, chatName: '专班' }),
  )
  await sleep(200)
  tell()
  await Promise.all([binding, greeting])
  expect(await findChat(database.db, 'lark', 'oc_race')).toMatchObject({ kind: 'work', state: 'bound', name: '专班' })
})
