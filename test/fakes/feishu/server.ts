import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Tokens } from './auth.ts'
import type { ChatApi } from './chats.ts'
import type { ExtraApi } from './extras.ts'
import type { FaultKind, Faults, Op } from './faults.ts'
import { type ApiAnswer, type ApiRequest, match, readBody, refuse, route, write } from './http.ts'
import type { Uuids } from './idempotency.ts'
import type { RateLimiter } from './limits.ts'
import type { LongConnections } from './long-connection.ts'
import type { MessageApi } from './messages.ts'
import type { UploadApi } from './uploads.ts'

const im = '/open-apis/im/v1'
const routes = [
  route<Op>('token', 'POST', '/open-apis/auth/v3/tenant_access_token/internal'),
  route<Op>('endpoint', 'POST', '/callback/ws/endpoint'),
  route<Op>('bot', 'GET', '/open-apis/bot/v3/info'),
  route<Op>('create', 'POST', `${im}/messages`),
  route<Op>('reply', 'POST', `${im}/messages/:message_id/reply`),
  route<Op>('patch', 'PATCH', `${im}/messages/:message_id`),
  route<Op>('update', 'PUT', `${im}/messages/:message_id`),
  route<Op>('reaction', 'POST', `${im}/messages/:message_id/reactions`),
  route<Op>('urgent', 'PATCH', `${im}/messages/:message_id/urgent_app`),
  route<Op>('resource', 'GET', `${im}/messages/:message_id/resources/:file_key`),
  route<Op>('image', 'POST', `${im}/images`),
  route<Op>('file', 'POST', `${im}/files`),
  route<Op>('delete', 'DELETE', `${im}/messages/:message_id`),
  route<Op>('get', 'GET', `${im}/messages/:message_id`),
  route<Op>('list', 'GET', `${im}/messages`),
  route<Op>('chats', 'GET', `${im}/chats`),
  route<Op>('chat', 'GET', `${im}/chats/:chat_id`),
]

export type Parts = {
  tokens: Tokens
  limits: RateLimiter
  uuids: Uuids
  faults: Faults
  messages: MessageApi
  connections: LongConnections
  chats: ChatApi
  extras: ExtraApi
  uploads: UploadApi
  bot: { openId: string; name: string }
  /** ms a call takes to be processed */
  latencyMs: number
  /** answers addresses that are not the platform's own */
  control: (method: string, url: URL, body: Record<string, unknown>) => Promise<object | undefined>
}

export type ApiServer = { url: string; calls: Record<string, number>; close(): Promise<void> }

export async function listen(parts: Parts, port: number): Promise<ApiServer> {
  const calls: Record<string, number> = {}
  const server = createServer((request, response) => {
    serve(parts, calls, request, response).catch((error) => write(response, { status: 500, body: { code: 1500, msg: String(error) } }))
  })
  server.on('upgrade', (request, socket) => parts.connections.upgrade(request, socket))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, calls, close: () => closeServer(server, parts.connections) }
}

async function serve(parts: Parts, calls: Record<string, number>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fake')
  const { body, form } = await readBody(request)
  const found = match(routes, request.method ?? 'GET', url.pathname)
  if (!found) {
    const answer = await parts.control(request.method ?? 'GET', url, body)
    return write(response, answer ? { status: 200, body: answer } : { status: 404, body: { code: 404, msg: 'page not found' } })
  }
  const { op, path } = found
  calls[op] = (calls[op] ?? 0) + 1
  const fault = parts.faults.take(op)
  if (fault === 'cut-before') return void request.socket.destroy()
  if (fault === 'hang-before') return
  if (fault === '502-html') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>')
  const instead = parts.faults.answerBefore(fault)
  const answer = instead ?? (await process(parts, op, { path, query: url.searchParams, body, form, headers: request.headers }))
  finish(fault, answer, request, response)
}

function finish(fault: FaultKind | undefined, answer: ApiAnswer, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'cut-after') request.socket.destroy()
  else if (fault === '500-after') write(response, refuse(1500, 'internal error', 500))
  else if (fault !== 'hang-after') write(response, answer)
}

async function process(parts: Parts, op: Op, request: ApiRequest): Promise<ApiAnswer> {
  if (op === 'token') return parts.tokens.issue(request)
  if (op === 'endpoint') return parts.connections.bootstrap(request)
  const refusal = parts.tokens.check(request) ?? parts.limits.app(op)
  if (refusal) return refusal
  if (op === 'bot') {
    const bot = { activate_status: 2, app_name: parts.bot.name, avatar_url: '', ip_white_list: [], open_id: parts.bot.openId }
    return { status: 200, body: { code: 0, msg: 'ok', bot } }
  }
  if (op === 'chats' || op === 'chat') return parts.chats[op](request)
  if (op === 'image' || op === 'file') return parts.uploads[op](request)
  if (op === 'reaction' || op === 'urgent' || op === 'resource') return parts.extras[op](request)
  if (parts.latencyMs === 0) return parts.messages[op](request)
  const uuid = typeof request.body.uuid === 'string' ? request.body.uuid : ''
  if (uuid && !parts.uuids.enter(uuid)) return refuse(230049, 'The message is being sent.')
  await delay(parts.latencyMs)
  parts.uuids.leave(uuid)
  return parts.messages[op](request)
}

function closeServer(server: Server, connections: LongConnections): Promise<void> {
  connections.dropAll()
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
