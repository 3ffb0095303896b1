import { chmod, lstat, unlink } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { z } from 'zod'
import { DomainError, messageOf } from '#src/errors.ts'
import type { Outcome } from './deps.ts'

/** A command line carried to the running service: one JSON line there, one JSON line back. */
const request = z.object({ argv: z.array(z.string()), cwd: z.string(), stdin: z.string().optional() })

export type OperatorRequest = z.output<typeof request>

const MAX_REQUEST = 64 * 1024 * 1024
/** What the kernel's address of a unix socket holds. */
const MAX_PATH = 103

/**
 * Carries out command lines sent to the socket at `path`; only the user the service runs as can reach it. A socket
 * left behind by a process that died is replaced.
 * @throws DomainError when another service listens there
 */
export async function serveOperator(
  path: string,
  run: (request: OperatorRequest) => Promise<Outcome>,
): Promise<{ close(): Promise<void> }> {
  if (Buffer.byteLength(path) > MAX_PATH) throw new DomainError('SOCKET_PATH', `DATA_DIR 的路径过长，无法建立 ${path}。`)
  await removeStale(path)
  const open = new Set<Promise<void>>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const done = answer(socket, run).finally(() => open.delete(done))
    open.add(done)
  })
  await listening(server, path)
  await chmod(path, 0o600)
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all(open)
      await closed
    },
  }
}

/** @returns undefined when no service listens at `path` */
export async function askService(path: string, asked: OperatorRequest): Promise<Outcome | undefined> {
  const socket = await connected(path)
  if (!socket) return undefined
  socket.end(`${JSON.stringify(asked)}\n`)
  const reply = await readAll(socket, Number.POSITIVE_INFINITY).catch(() => '')
  if (!reply.endsWith('\n')) throw new DomainError('SERVICE_GONE', '服务在处理中断开，结果不明，请查看后再试。')
  return JSON.parse(reply) as Outcome
}

async function answer(socket: Socket, run: (request: OperatorRequest) => Promise<Outcome>): Promise<void> {
  socket.on('error', () => socket.destroy())
  const outcome = await readAll(socket, MAX_REQUEST)
    .then((said) => run(request.parse(JSON.parse(said))))
    .catch((error: unknown): Outcome => ({ code: 1, stdout: '', stderr: `请求无法处理：${messageOf(error).split('\n')[0]}\n` }))
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.end(`${JSON.stringify(outcome)}\n`)
  })
}

function readAll(socket: Socket, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) return reject(new Error('内容过大'))
      chunks.push(chunk)
    })
    socket.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    socket.once('close', () => reject(new Error('连接已断开')))
    socket.once('error', reject)
  })
}

function connected(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path, allowHalfOpen: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR'].includes(error.code ?? '')) resolve(undefined)
      else if (error.code === 'EACCES' || error.code === 'EPERM')
        reject(new DomainError('NO_ACCESS', '服务由另一个用户运行，请改用该用户执行。'))
      else reject(error)
    })
  })
}

async function removeStale(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  if (!found) return
  if (!found.isSocket()) throw new DomainError('SOCKET_PATH', `${path} 已存在且不是套接字，请移走。`)
  const other = await connected(path)
  other?.destroy()
  if (other) throw new DomainError('IN_USE', `已有服务在使用 ${path}。`)
  await unlink(path)
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
}
