import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { log, types } from 'wechaty-puppet'
import { mock } from 'wechaty-puppet-mock'
import { PuppetServer } from 'wechaty-puppet-service'
import { RecordingPuppet, type SentText } from './puppet.ts'

export const BOT_ID = 'duban-bot'

const TEXT = 7

export type Saying = {
  id?: string
  /** ids in the message's mention list; the bot's own is `BOT_ID` */
  mention?: string[]
  /** default: now by the gateway's clock */
  at?: Date
  /** wechaty's number of the kind of message; default: text */
  type?: number
}

export type WechatGateway = {
  endpoint: string
  token: string
  puppet: RecordingPuppet
  mocker: mock.Mocker
  /** every text handed over for sending, in order */
  sent: SentText[]
  login(): void
  logout(): Promise<void>
  scan(qr: string): void
  createContact(id: string, name: string): void
  /** `id` must contain an @, as WeChat's do; the bot is always a member */
  createRoom(id: string, topic: string, memberIds?: string[]): void
  /** the bot is taken into the room; to be called after `createRoom` */
  addBot(roomId: string, byId: string): void
  removeBot(roomId: string, byId: string): void
  rename(roomId: string, topic: string, byId: string): void
  /** @returns the id of the message */
  say(roomId: string, userId: string, text: string, saying?: Saying): string
  /** announces a message once more, as gateways do, or one that does not exist */
  announce(messageId: string): void
  /** the gateway process dies; the WeChat session lives on */
  kill(): Promise<void>
  /** it comes back at the same address */
  restart(): Promise<void>
  close(): Promise<void>
}

/**
 * A wechaty gateway on loopback, gRPC and all, with a mock account behind it, logged in unless told otherwise.
 * @param options.tls with the certificate every wechaty client trusts
 * @param options.now the clock messages are stamped with
 */
export async function startWechatGateway(options: { loggedIn?: boolean; tls?: boolean; now?: () => Date } = {}): Promise<WechatGateway> {
  const { loggedIn = true, tls = false, now = () => new Date() } = options
  log.level('silent')
  const token = `insecure_${randomUUID()}`
  const endpoint = `127.0.0.1:${await freePort()}`
  const mocker = new mock.Mocker()
  const puppet = new RecordingPuppet({ mocker })
  puppet.on('error', () => {})
  puppet.setMaxListeners(0)
  await puppet.start()
  mocker.createContact({ id: BOT_ID, name: '小督' })

  let server: PuppetServer | undefined
  const restart = async () => {
    server = new PuppetServer({ endpoint, puppet, token, tls: { disable: !tls } })
    await server.start()
  }
  const kill = async () => {
    await server?.stop()
    server = undefined
    // The port is free once the connections are gone.
    await sleep(20)
  }
  const login = () => mocker.login(mocker.ContactMock.load(BOT_ID))
  const room = (id: string) => mocker.RoomMock.load(id)
  const contact = (id: string) => mocker.ContactMock.load(id)

  await restart()
  if (loggedIn) login()

  return {
    endpoint,
    token,
    puppet,
    mocker,
    sent: puppet.sent,
    login,
    logout: async () => {
      await puppet.logout('kicked')
      puppet.ended.length = 0
    },
    scan: (qr) => mocker.scan(qr, types.ScanStatus.Waiting),
    createContact: (id, name) => void mocker.createContact({ id, name }),
    createRoom: (id, topic, memberIds = []) => void mocker.createRoom({ id, topic, memberIdList: [BOT_ID, ...memberIds] }),
    addBot: (roomId, byId) => room(roomId).add(contact(BOT_ID)).by(contact(byId)),
    removeBot: (roomId, byId) => room(roomId).remove(contact(BOT_ID)).by(contact(byId)),
    rename: (roomId, topic, byId) => room(roomId).topic(topic).by(contact(byId)),
    say: (roomId, userId, text, { id = randomUUID(), mention = [], at = now(), type = TEXT } = {}) => {
      mocker.MessageMock.create({ id, type, talkerId: userId, roomId, text, mentionIdList: mention, timestamp: at.getTime() } as never)
      puppet.emit('message', { messageId: id })
      return id
    },
    announce: (messageId) => void puppet.emit('message', { messageId }),
    kill,
    restart,
    close: async () => {
      await kill()
      await puppet.stop()
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
