import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FakeRobot } from './robot.ts'

export const robot = { id: 'aibTestRobot', secret: 'the-robot-secret' }
export const corp = { id: 'ww0123456789abcdef', secret: 'the-contact-secret' }

type Task = { msgid: string; sender: string; chatIds: string[]; text: string; links: Link[]; status: number }

/** What has come so far, and what is to go wrong next. */
type Seen = {
  robot: FakeRobot
  /** what came by webhook, in order */
  pushed: { key: string; content: string; media?: { name: string; bytes: Buffer } }[]
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

type Link = { title: string; url: string }
/** What any of the calls may carry. */
type Body = {
  msgtype?: string
  markdown?: { content: string }
  image?: { base64: string; md5: string }
  file?: { media_id: string }
  text?: { content: string }
  chat_id?: string
  sender?: string
  chat_id_list?: string[]
  attachments?: { link: Link }[]
  msgid?: string
  userid?: string
}

/** WeCom on loopback: message webhooks, the robot's long connection and 客户群群发. Groups wr… belong to the member `steward`. */
export async function startFakeWecom(options: { keys?: string[]; perMinute?: number } = {}): Promise<FakeWecom> {
  const { keys = ['staff-group'], perMinute = 20 } = options
  const sentAt = new Map<string, number[]>()
  const kept = new Map<string, { name: string; bytes: Buffer }>()
  let token = 'token-0'
  const server = createServer((request, response) => {
    void answer(request).then((body) => response.end(JSON.stringify(body)))
  })
  const fake: Seen = { pushed: [], tasks: [], tokens: 0, failNext: [], robot: new FakeRobot(server, robot) }

  async function answer(request: IncomingMessage): Promise<object> {
    const { pathname, searchParams } = new URL(request.url!, 'http://fake')
    const path = pathname.replace('/cgi-bin/', '')
    const raw = await rawOf(request)
    if (path === 'webhook/upload_media') return upload(searchParams, request.headers['content-type'] ?? '', raw)
    const body = raw.length > 0 ? (JSON.parse(raw.toString()) as Body) : {}
    const failure = fake.failNext.shift()
    if (failure !== undefined) return { errcode: failure, errmsg: 'as asked' }
    if (path === 'webhook/send') return push(searchParams.get('key') ?? '', body)
    if (path === 'gettoken') {
      if (searchParams.get('corpid') !== corp.id || searchParams.get('corpsecret') !== corp.secret)
        return { errcode: 40001, errmsg: 'invalid credential' }
      fake.tokens++
      token = `token-${fake.tokens}`
      return { errcode: 0, access_token: token, expires_in: 7200 }
    }
    if (searchParams.get('access_token') !== token) return { errcode: 42001, errmsg: 'access_token expired' }
    return contact(path, body)
  }

  function push(key: string, body: Body): object {
    if (!keys.includes(key)) return { errcode: 93000, errmsg: 'invalid webhook url' }
    const content = String(body.markdown?.content ?? '')
    if (Buffer.byteLength(content) > maxBytes) return { errcode: 45002, errmsg: 'content size out of limit' }
    const recent = (sentAt.get(key) ?? []).filter((at) => at > performance.now() - 60_000)
    if (recent.length >= perMinute) return { errcode: 45009, errmsg: 'api freq out of limit' }
    sentAt.set(key, [...recent, performance.now()])
    const media = mediaIn(body)
    if (media === 'wrong') return { errcode: 40009, errmsg: 'invalid image size' }
    fake.pushed.push({ key, content, ...(media ? { media } : {}) })
    return { errcode: 0, errmsg: 'ok' }
  }

  async function upload(params: URLSearchParams, type: string, raw: Buffer): Promise<object> {
    if (!keys.includes(params.get('key') ?? '') || params.get('type') !== 'file') return { errcode: 93000, errmsg: 'invalid webhook url' }
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
    const media = form.get('media')
    if (!(media instanceof File) || media.size <= 5) return { errcode: 40006, errmsg: 'invalid media size' }
    const id = `media${kept.size + 1}`
    kept.set(id, { name: media.name, bytes: Buffer.from(await media.arrayBuffer()) })
    return { errcode: 0, type: 'file', media_id: id }
  }

  /** A picture is checked by its sum, a file must have been uploaded before. */
  function mediaIn({ msgtype, image, file }: Body): { name: string; bytes: Buffer } | 'wrong' | undefined {
    if (msgtype === 'image' && image) {
      const bytes = Buffer.from(image.base64, 'base64')
      return createHash('md5').update(bytes).digest('hex') === image.md5 && bytes.length <= 2 * 1024 * 1024 ? { name: '', bytes } : 'wrong'
    }
    return msgtype === 'file' ? (kept.get(file?.media_id ?? '') ?? 'wrong') : undefined
  }

  function contact(path: string, body: Body): object {
    switch (path) {
      case 'externalcontact/groupchat/list':
        return { errcode: 0, group_chat_list: [] }
      case 'externalcontact/groupchat/get':
        return { errcode: 0, group_chat: { chat_id: body.chat_id, owner: 'steward' } }
      case 'externalcontact/add_msg_template': {
        const msgid = `task${fake.tasks.length + 1}`
        const links = (body.attachments ?? []).map(({ link }) => link)
        fake.tasks.push({ msgid, sender: body.sender!, chatIds: body.chat_id_list!, text: body.text!.content, links, status: 0 })
        return { errcode: 0, fail_list: [], msgid }
      }
      case 'externalcontact/get_groupmsg_send_result': {
        const task = fake.tasks.find(({ msgid, sender }) => msgid === body.msgid && sender === body.userid)
        return { errcode: 0, send_list: task?.chatIds.map((chat_id) => ({ chat_id, userid: task.sender, status: task.status })) }
      }
      default:
        return { errcode: 40066, errmsg: 'invalid url' }
    }
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
