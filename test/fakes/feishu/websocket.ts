import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

const TEXT = 1
const BINARY = 2
const CLOSE = 8
const PING = 9
const PONG = 10

/** The server's end of one WebSocket (RFC 6455) without extensions; clients of the long connection never fragment. */
export class WebSocketPeer {
  onMessage: (message: Buffer) => void = () => {}
  onClose: () => void = () => {}
  readonly #socket: Duplex
  #buffer = Buffer.alloc(0)

  constructor(request: IncomingMessage, socket: Duplex) {
    this.#socket = socket
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('end', () => socket.end())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.onClose())
  }

  send(message: Buffer): void {
    this.#write(BINARY, message)
  }

  close(): void {
    this.#socket.destroy()
  }

  #write(opcode: number, payload: Buffer): void {
    const { length } = payload
    const header = length < 126 ? Buffer.from([0x80 | opcode, length]) : Buffer.alloc(length < 65_536 ? 4 : 10)
    if (length >= 126) {
      header[0] = 0x80 | opcode
      header[1] = length < 65_536 ? 126 : 127
      if (length < 65_536) header.writeUInt16BE(length, 2)
      else header.writeBigUInt64BE(BigInt(length), 2)
    }
    if (!this.#socket.destroyed) this.#socket.write(Buffer.concat([header, payload]))
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    for (let frame = this.#next(); frame; frame = this.#next()) {
      if (frame.opcode === BINARY || frame.opcode === TEXT) this.onMessage(frame.payload)
      if (frame.opcode === PING) this.#write(PONG, frame.payload)
      if (frame.opcode === CLOSE) this.#socket.end()
    }
  }

  /** The next whole frame; what a client sends is always masked. */
  #next(): { opcode: number; payload: Buffer } | undefined {
    const buffer = this.#buffer
    if (buffer.length < 2) return undefined
    const short = buffer[1]! & 0x7f
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
    const start = 2 + lengthBytes + 4
    if (buffer.length < start) return undefined
    const length = lengthBytes === 2 ? buffer.readUInt16BE(2) : lengthBytes === 8 ? Number(buffer.readBigUInt64BE(2)) : short
    if (buffer.length < start + length) return undefined
    const mask = buffer.subarray(start - 4, start)
    const payload = Buffer.from(buffer.subarray(start, start + length)).map((byte, at) => byte ^ mask[at % 4]!) as Buffer
    this.#buffer = buffer.subarray(start + length)
    return { opcode: buffer[0]! & 0x0f, payload: Buffer.from(payload) }
  }
}
