import type { Self } from './mention.ts'
import type { SafePuppet } from './safe-puppet.ts'

/** Nicknames change; a question to the gateway per message would look like a robot to the platform. */
const FRESH_MS = 60 * 60_000
const MAX_NAMES = 5_000

const LOGIN_WAIT_MS = 5_000

type Member = { alias?: string; name?: string }

/** Names of people and of ourselves as one connection knows them, looked up one by one as they are needed. */
export class NameBook {
  #puppet: SafePuppet
  #botNames: string[]
  #members = new Map<string, { member: Promise<Member>; until: number }>()

  constructor(puppet: SafePuppet, botNames: string[]) {
    this.#puppet = puppet
    this.#botNames = botNames
  }

  /** @returns the name shown in that room, undefined when the gateway does not tell */
  async nameOf(roomId: string, contactId: string): Promise<string | undefined> {
    const { alias, name } = await this.#member(roomId, contactId)
    return alias || name || undefined
  }

  async self(roomId: string): Promise<Self> {
    const id = await this.#puppet.userId(LOGIN_WAIT_MS)
    const { alias, name } = roomId ? await this.#member(roomId, id) : {}
    return { id, names: [...this.#botNames, alias ?? '', name ?? ''] }
  }

  #member(roomId: string, contactId: string): Promise<Member> {
    const key = `${roomId}/${contactId}`
    const known = this.#members.get(key)
    if (known && known.until > performance.now()) return known.member
    if (this.#members.size >= MAX_NAMES) this.#members.clear()
    const member = this.#puppet.roomMemberPayload(roomId, contactId).then(
      ({ roomAlias, name }) => ({ alias: roomAlias, name }),
      () => {
        this.#members.delete(key)
        return {}
      },
    )
    this.#members.set(key, { member, until: performance.now() + FRESH_MS })
    return member
  }
}
