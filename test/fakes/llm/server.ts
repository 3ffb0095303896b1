import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { authorization: string | undefined; model: string; messages: { role: string; content: string }[] }
type Manner = (response: ServerResponse) => void

export type FakeLlm = {
  url: string
  asked: Asked[]
  /** how it behaves from now on */
  answer(manner: Manner): void
  close(): Promise<void>
}

/** Says this in one piece, as asked. */
export const says =
  (content: string): Manner =>
  (response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))

/** Streams it character by character although nobody asked for a stream. */
export const streams =
  (content: string): Manner =>
  (response) => {
    response.setHeader('content-type', 'text/event-stream')
    for (const character of content) response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: character } }] })}\n\n`)
    response.end('data: [DONE]\n\n')
  }

/** Takes the question and never ends its answer. */
export const hangs: Manner = (response) => void response.setHeader('content-type', 'application/json').write('{"choices":')

export const fails =
  (status: number, body: string): Manner =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)

/** A real server that speaks chat completions and remembers what it was asked. */
export async function startFakeLlm(): Promise<FakeLlm> {
  const asked: Asked[] = []
  let manner: Manner = fails(503, '{}')
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ authorization: request.headers.authorization, ...JSON.parse(body) })
    manner(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answer(next) {
      manner = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
