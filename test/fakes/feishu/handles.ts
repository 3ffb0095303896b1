import type { Tokens } from './auth.ts'
import type { ExtraApi } from './extras.ts'
import type { Fault, Faults, Odds } from './faults.ts'
import type { RateLimiter } from './limits.ts'
import type { LongConnections } from './long-connection.ts'
import type { People } from './people.ts'
import type { Pusher } from './push.ts'
import type { FakeMessage, FakeState } from './state.ts'
import type { UploadApi } from './uploads.ts'

type Parts = {
  state: FakeState
  faults: Faults
  tokens: Tokens
  limits: RateLimiter
  push: Pusher
  people: People
  extras: ExtraApi
  uploads: UploadApi
  connections: LongConnections
}

/** What a test does to the platform, as its people or as its operator, and what it sees of it. */
export function handlesOf({ state, faults, tokens, limits, push, people, extras, uploads, connections }: Parts) {
  const handles = {
    people,
    /** people's actions and the chat they happen in; see people.ts */
    say: people.say.bind(people),
    submitForm: people.submitForm.bind(people),
    addBotToChat: people.addBotToChat.bind(people),
    /** a chat with the bot in it, without an event */
    createChat: (chatId: string, init: { name?: string; type?: 'group' | 'p2p'; topics?: boolean; members?: string[] } = {}) => {
      const { members = [], ...rest } = init
      const chat = state.chat(chatId, rest)
      for (const member of members) chat.members.add(member)
      return chat
    },
    /** the person's own chat with the bot */
    directChat: (userId: string) => state.directChat(userId),
    nameUser: (userId: string, name: string) => state.user(userId, name),
    /** everything in the chat, or everywhere, oldest first */
    messages: (chatId?: string): FakeMessage[] =>
      [...state.messages.values()].filter((one) => chatId === undefined || one.chatId === chatId),
    /** the message is deleted: as if it had never been */
    forget: (messageId: string) => state.messages.delete(messageId),
    /** what the bot sent */
    sent: (chatId?: string): FakeMessage[] => handles.messages(chatId).filter(({ from }) => from === 'bot'),
    /** messages of the bot that say again what it had said in the same place, or reuse a uuid */
    doubles: (): number => countDoubles(handles.sent()),
    fault: (fault: Fault) => faults.add(fault),
    /** faults by chance, until `clearFaults` */
    odds: (odds: Odds[]) => faults.setOdds(odds),
    clearFaults: () => faults.clear(),
    expireTokens: () => tokens.expireAll(),
    tokenFetches: () => tokens.fetches,
    /** calls refused for a limit */
    overLimit: () => limits.refused,
    /** every push with the status it got; 0 is no answer in time */
    pushes: () => push.attempts,
    pushTo: (url: string | undefined) => {
      push.url = url
    },
    /** events from now on claim to be another app's or tenant's */
    pose: (as: { app_id?: string; tenant_key?: string }) => {
      push.posing = as
    },
    /** reactions and buzzes, and the content of files */
    extras,
    /** what the bot uploaded, by its key */
    uploads,
    verifyUrl: () => push.verifyUrl(),
    /** clients of the long connection; while there is one, events go to it */
    connections,
  }
  return handles
}

function countDoubles(sent: FakeMessage[]): number {
  const seen = new Set<string>()
  const isNew = (key: string) => !seen.has(key) && seen.add(key) !== undefined
  return sent.filter(({ chatId, parentId, versions, uuid }) => {
    const freshWords = isNew(`${chatId}\n${parentId}\n${versions[0]}`)
    const freshUuid = uuid === undefined || isNew(`uuid\n${uuid}`)
    return !(freshWords && freshUuid)
  }).length
}
