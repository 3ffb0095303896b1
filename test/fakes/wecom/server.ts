import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FakeMedia, type Media } from './media.ts'
import { FakeRobot } from './robot.ts'
import { answerContact, type Task, type TaskBody } from './tasks.ts'

export const robot = { id: 'aibTestRobot', secret: 'the-robot-secret' }
export const corp = { id: 'ww0123456789abcdef', secret: 'the-contact-secret' }

/** What has come so far, and what is to go wrong next. */
type Seen = {
  robot: FakeRobot
  /** what came by webhook, in order */
  pushed: { key: string; content: string; media?: Media }[]
  tasks: Task[]
  tokens: number
  /** answers the next calls with these errcodes; undefined takes one as usual */
  failNext: (number | undefined)[]
}

export type FakeWecom = Seen & {
  /** base of the HTTP interface */
  url: string
  wsUrl: string
  /** the access token given out is no longer good */
  expireToken(): void
  /** the member confirms (1), or WeCom could not send it (2, 3) */
  confirm(status: number): void
  webhookUrl(key: string): string
  close(): Promise<void>
}

const maxBytes = 4096

/** What any of the calls may carry. */
type Body = TaskBody & {
  msgtype?: string
  markdown?: { content: string }
  image?: { base64: string; md5: string }
  file?: { media_id: string }
}

/** WeCom on loopback: message webhooks, the robot's long connection and 客户群群发. Groups wr… belong to the member `steward`. */
export async function startFakeWecom(options: { keys?: string[]; perMinute?: number } = {}): Promise<FakeWecom> {
  const { keys = ['staff-group'], perMinute = 20 } = options
  const sentAt = new Map<string, number[]>()
  const media = new FakeMedia()
  let token = 'token-0'
  const server = createServer((request, response) => {
    void answer(request).then((body) => response.end(JSON.stringify(body)))
  })
  const fake: Seen = { pushed: [], tasks: [], tokens: 0, failNext: [], robot: new FakeRobot(server, robot) }

  async function answer(request: IncomingMessage): Promise<object> {
    const { pathname, searchParams } = new URL(request.url!, 'http://fake')
    const path = pathname.replace('/cgi-bin/', '')
    const raw = await rawOf(request)
    const key = searchParams.get('key') ?? ''
    if (path === 'webhook/upload_media') {
      if (!keys.includes(key) || searchParams.get('type') !== 'file') return { errcode: 93000, errmsg: 'invalid webhook url' }
      return media.upload(request.headers['content-type'] ?? '', raw)
    }
    const body = raw.length > 0 ? (JSON.parse(raw.toString()) as Body) : {}
    const failure = fake.failNext.shift()
    if (failure !== undefined) return { errcode: failure, errmsg: 'as asked' }
    if (path === 'webhook/send') return push(key, body)
    if (path === 'gettoken') return giveToken(searchParams)
    if (searchParams.get('access_token') !== token) return { errcode: 42001, errmsg: 'access_token expired' }
    return answerContact(fake.tasks, path, body)
  }

  function giveToken(asked: URLSearchParams): object {
    if (asked.get('corpid') !== corp.id || asked.get('corpsecret') !== corp.secret) return { errcode: 40001, errmsg: 'invalid credential' }
    fake.tokens++
    token = `token-${fake.tokens}`
    return { errcode: 0, access_token: token, expires_in: 7200 }
  }

  function push(key: string, body: Body): object {
    if (!keys.includes(key)) return { errcode: 93000, errmsg: 'invalid webhook url' }
    const content = String(body.markdown?.content ?? '')
    if (Buffer.byteLength(content) > maxBytes) return { errcode: 45002, errmsg: 'content size out of limit' }
    const recent = (sentAt.get(key) ?? []).filter((at) => at > performance.now() - 60_000)
    if (recent.length >= perMinute) return { errcode: 45009, errmsg: 'api freq out of limit' }
    sentAt.set(key, [...recent, performance.now()])
    const sent = media.in(body)
    if (sent === 'wrong') return { errcode: 40009, errmsg: 'invalid image size' }
    fake.pushed.push({ key, content, ...(sent ? { media: sent } : {}) })
    return { errcode: 0, errmsg: 'ok' }
  }

  const port = await listen(server)
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    expireToken() {
      token = 'gone'
    },
    confirm(status: number) {
      for (const task of fake.tasks) task.status = status
    },
    webhookUrl: (key: string) => `http://127.0.0.1:${port}/cgi-bin/webhook/send?key=${key}`,
    close: () =>
      new Promise<void>((closed) => {
        fake.robot.cut()
        server.closeAllConnections()
        server.close(() => closed())
      }),
  })
}

async function rawOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const listen = (server: Server): Promise<number> =>
  new Promise((listening) => server.listen(0, '127.0.0.1', () => listening((server.address() as AddressInfo).port)))
