import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

export type ApiRequest = {
  path: Record<string, string>
  query: URLSearchParams
  body: Record<string, unknown>
  headers: IncomingHttpHeaders
}
/** `bytes` instead of the body: a file */
export type ApiAnswer = { status: number; body: object; headers?: Record<string, string>; bytes?: Buffer }

export const ok = (data: object = {}): ApiAnswer => ({ status: 200, body: { code: 0, msg: 'success', data } })

export const refuse = (code: number, msg: string, status = 400, headers?: Record<string, string>): ApiAnswer => ({
  status,
  body: { code, msg, error: { log_id: '20261121000000000000000000000000' } },
  headers,
})

export type Route<Op extends string> = { op: Op; method: string; pattern: RegExp }

/** `/open-apis/im/v1/messages/:message_id` as a pattern with named groups. */
export const route = <Op extends string>(op: Op, method: string, path: string): Route<Op> => ({
  op,
  method,
  pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
})

export function match<Op extends string>(
  routes: Route<Op>[],
  method: string,
  pathname: string,
): { op: Op; path: Record<string, string> } | undefined {
  for (const { op, method: wanted, pattern } of routes) {
    const found = wanted === method ? pattern.exec(pathname) : null
    if (found) return { op, path: { ...found.groups } }
  }
  return undefined
}

export async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  if (chunks.length === 0) return {}
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

export function write(response: ServerResponse, { status, body, headers, bytes }: ApiAnswer): void {
  if (response.destroyed) return
  if (bytes) return void response.writeHead(status, headers).end(bytes)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
