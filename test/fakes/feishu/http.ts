import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

export type ApiRequest = {
  path: Record<string, string>
  query: URLSearchParams
  body: Record<string, unknown>
  /** of a multipart body, instead */
  form?: FormData
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

/** JSON, or a form with its files; a body that is neither counts as empty. */
export async function readBody(request: IncomingMessage): Promise<Pick<ApiRequest, 'body' | 'form'>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  try {
    if (type.startsWith('multipart/form-data'))
      return { body: {}, form: await new Response(raw, { headers: { 'content-type': type } }).formData() }
    const value: unknown = JSON.parse(raw.toString('utf8'))
    return { body: typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} }
  } catch {
    return { body: {} }
  }
}

export function write(response: ServerResponse, { status, body, headers, bytes }: ApiAnswer): void {
  if (response.destroyed) return
  if (bytes) return void response.writeHead(status, headers).end(bytes)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
