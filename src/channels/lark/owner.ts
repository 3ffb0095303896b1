import { setTimeout as sleep } from 'node:timers/promises'
import type { LarkClient } from './client.ts'

/** An event must be answered within three seconds, whoever owns the chat. */
const PATIENCE_MS = 1500

/** open_id of the person who owns the chat; undefined when the platform does not say so in time. */
export async function findOwner(client: LarkClient, chatId: string): Promise<string | undefined> {
  const asking = client.call((sdk, auth) => sdk.im.v1.chat.get({ path: { chat_id: chatId }, params: { user_id_type: 'open_id' } }, auth))
  const answer = asking.then(
    (chat) => chat?.owner_id,
    () => undefined,
  )
  return Promise.race([answer, sleep(PATIENCE_MS, undefined, { ref: false })])
}
