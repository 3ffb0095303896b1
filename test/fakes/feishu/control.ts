import type { Fault } from './faults.ts'
import type { People, SayOptions } from './people.ts'
import type { FakeMessage } from './state.ts'

/** What the control addresses drive; see README.md beside this file. */
export type Controlled = {
  people: People
  messages(chatId?: string): FakeMessage[]
  doubles(): number
  overLimit(): number
  pushes(): object[]
  fault(fault: Fault): void
  clearFaults(): void
  expireTokens(): void
  pushTo(url: string | undefined): void
  verifyUrl(): Promise<boolean>
}

type Body = Record<string, unknown>
const str = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The fake by HTTP, for those who run it as a program of its own. */
export function controlOf(fake: Controlled): (method: string, url: URL, body: Body) => Promise<object | undefined> {
  const { people } = fake
  const actions: Record<string, (body: Body, query: URLSearchParams) => Promise<object> | object> = {
    'POST /fake/say': (b) => people.say(str(b.chatId), str(b.userId), str(b.text), (b.options ?? {}) as SayOptions),
    'POST /fake/submit': (b) => people.submitForm(str(b.messageId), str(b.userId), (b.values ?? {}) as Record<string, string>),
    'POST /fake/recall': (b) => people.recall(str(b.messageId)),
    'POST /fake/repeat': (b) => people.repeat(str(b.messageId)),
    'POST /fake/bot-added': (b) =>
      people.addBotToChat(str(b.chatId), { name: str(b.name) || undefined, operatorId: str(b.operatorId) || undefined }),
    'POST /fake/bot-removed': (b) => people.removeBot(str(b.chatId)),
    'POST /fake/disbanded': (b) => people.disband(str(b.chatId)),
    'POST /fake/renamed': (b) => people.rename(str(b.chatId), str(b.name)),
    'POST /fake/fault': (b) => run(() => fake.fault(b as Fault)),
    'POST /fake/clear-faults': () => run(() => fake.clearFaults()),
    'POST /fake/expire-tokens': () => run(() => fake.expireTokens()),
    'POST /fake/webhook': async (b) => {
      fake.pushTo(str(b.url) || undefined)
      return { verified: await fake.verifyUrl() }
    },
    'GET /fake/messages': (_, query) => ({ messages: fake.messages(query.get('chatId') ?? undefined) }),
    'GET /fake/pushes': () => ({ pushes: fake.pushes() }),
    'GET /fake/counts': () => ({ messages: fake.messages().length, doubles: fake.doubles(), overLimit: fake.overLimit() }),
  }
  return async (method, url, body) => actions[`${method} ${url.pathname}`]?.(body, url.searchParams)
}

function run(action: () => void): object {
  action()
  return { done: true }
}
