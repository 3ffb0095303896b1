import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Post } from '#src/message.ts'
import type { Queryable } from '#storage/db.ts'
import { secretNamed } from '#storage/repositories/objection.ts'
import { findOutbound } from '#storage/repositories/outbound.ts'

const openForMs = 14 * 86_400_000

/** Pages of whole posts, for those a channel has to cut short. The address is the permission: nobody can guess one. */
export type Whole = {
  addressOf(outboundKey: string): string
  /** the post behind an address, while that is good */
  find(key: string, seal: string, now: Date): Promise<Post | undefined>
}

/** The secret behind the addresses is made once per database, so every replica gives and knows the same ones. */
export async function openWhole(db: Queryable, publicUrl: string): Promise<Whole> {
  const secret = await secretNamed(db, 'post', randomBytes(32).toString('hex'))
  const sealOf = (key: string) => createHmac('sha256', secret).update(key).digest('base64url').slice(0, 32)
  return {
    addressOf: (key) => `${publicUrl}/m/${sealOf(key)}/${encodeURIComponent(key)}`,
    async find(key, seal, now) {
      const [given, wanted] = [Buffer.from(seal), Buffer.from(sealOf(key))]
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
      const row = await findOutbound(db, key)
      return row && now.getTime() - row.createdAt.getTime() < openForMs ? row.post : undefined
    },
  }
}
