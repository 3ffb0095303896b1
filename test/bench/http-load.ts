import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Load = { perSecond: number; p50Ms: number; p99Ms: number; refused: number; answered: number }

/** A connection that is kept, asked one thing at a time. Written by hand so that the load costs little of the machine it measures. */
async function open(port: number) {
  const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  let received = ''
  let answer: (status: number) => void = () => {}
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    if (!isWhole(received)) return
    const status = Number(received.slice(9, 12))
    received = ''
    answer(status)
  })
  socket.on('error', () => answer(0))
  socket.on('close', () => answer(0))
  return {
    ask: (request: Buffer) =>
      new Promise<number>((resolve) => {
        answer = resolve
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(text)
  return length ? text.length >= head + 4 + Number(length[1]) : text.endsWith('0\r\n\r\n')
}

/** An HTTP request as it goes over the wire. */
export function requestOf(path: string, headers: Record<string, string>, body: string): Buffer {
  const fields = { host: '127.0.0.1', ...headers, 'content-length': String(Buffer.byteLength(body)) }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** As fast as the connections are answered; stops at the end of time or of requests. */
export async function flood(port: number, connections: number, seconds: number, next: () => Buffer): Promise<Load> {
  const ways = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const waits: number[] = []
  let refused = 0
  const started = performance.now()
  const work = async (way: (typeof ways)[number]) => {
    for (let at = performance.now(); at - started < seconds * 1000; ) {
      if ((await way.ask(next())) !== 200) refused += 1
      const now = performance.now()
      waits.push(now - at)
      at = now
    }
  }
  await Promise.all(ways.map(work))
  return summary(waits, refused, performance.now() - started, ways)
}

/** So many a second, whatever the answers do: a request that finds every connection busy waits, and its wait counts. */
export async function pace(port: number, connections: number, seconds: number, perSecond: number, next: () => Buffer): Promise<Load> {
  const ways = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const waits: number[] = []
  let refused = 0
  let taken = 0
  const started = performance.now()
  const work = async (way: (typeof ways)[number]) => {
    for (let mine = taken++; mine < seconds * perSecond; mine = taken++) {
      const due = started + (mine / perSecond) * 1000
      const early = due - performance.now()
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
      // A timer may be late by itself: what counts is when the request was ready to go.
      const from = Math.max(due, early > 0 ? performance.now() : due)
      if ((await way.ask(next())) !== 200) refused += 1
      waits.push(performance.now() - from)
    }
  }
  await Promise.all(ways.map(work))
  return summary(waits, refused, performance.now() - started, ways)
}

function summary(waits: number[], refused: number, ms: number, ways: { close(): void }[]): Load {
  for (const way of ways) way.close()
  const sorted = waits.sort((one, other) => one - other)
  const percentile = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  const perSecond = Math.round((waits.length / ms) * 1000)
  return { perSecond, p50Ms: percentile(0.5), p99Ms: percentile(0.99), refused, answered: waits.length }
}
