import { mkdtemp, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Outcome } from '#src/operator/deps.ts'
import { askService, type OperatorRequest, serveOperator } from '#src/operator/socket.ts'

let path: string
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'duban-socket-')), 'duban.sock')
})

const asked: OperatorRequest = { argv: ['due', '--on', '2026-11-23'], cwd: '/home/某人', stdin: '{"id":1}\n' }
const said = (stdout: string): Outcome => ({ code: 0, stdout, stderr: '' })

test('a command line goes there and its outcome comes back, also a large one, several at once', async () => {
  const heard: OperatorRequest[] = []
  const large = '督办'.repeat(4_000_000)
  const service = await serveOperator(path, async (request) => {
    heard.push(request)
    return said(request.argv[0] === 'large' ? large : request.argv.join(' '))
  })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await askService(path, asked)).toEqual(said('due --on 2026-11-23'))
  expect(heard).toEqual([asked])
  const [one, two] = await Promise.all([askService(path, { argv: ['large'], cwd: '/' }), askService(path, { argv: ['b'], cwd: '/' })])
  expect(one?.stdout === large).toBe(true)
  expect(two).toEqual(said('b'))
  await service.close()
})

test('nobody there, before and after', async () => {
  expect(await askService(path, asked)).toBeUndefined()
  await (await serveOperator(path, async () => said(''))).close()
  expect(await askService(path, asked)).toBeUndefined()
})

test('closing waits for what is under way', async () => {
  let finish = (_: Outcome) => {}
  const begun = Promise.withResolvers<void>()
  const service = await serveOperator(path, () => {
    begun.resolve()
    return new Promise((resolve) => {
      finish = resolve
    })
  })
  const reply = askService(path, asked)
  await begun.promise
  const closed = service.close()
  finish(said('late'))
  expect(await reply).toEqual(said('late'))
  await closed
})

test('a socket left behind is replaced; a live one and a file are not', async () => {
  await leaveBehind(path)
  const service = await serveOperator(path, async () => said('new'))
  expect(await askService(path, asked)).toEqual(said('new'))
  await expect(serveOperator(path, async () => said('second'))).rejects.toMatchObject({ code: 'IN_USE' })
  expect(await askService(path, asked)).toEqual(said('new'))
  await service.close()
  await writeFile(path, 'precious')
  await expect(serveOperator(path, async () => said(''))).rejects.toMatchObject({ code: 'SOCKET_PATH' })
  expect((await stat(path)).isFile()).toBe(true)
  await expect(serveOperator(join(path, 'x'.repeat(120)), async () => said(''))).rejects.toMatchObject({ code: 'SOCKET_PATH' })
})

test('what is no request is answered with one line, and the next is heard', async () => {
  const service = await serveOperator(path, async () => said('fine'))
  for (const bad of ['garbage', '{"argv":"due","cwd":"/"}']) {
    const outcome = await askService(path, bad as unknown as OperatorRequest)
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^请求无法处理：[^\n]*\n$/) })
  }
  expect(await askService(path, asked)).toEqual(said('fine'))
  await service.close()
})

test('a service that dies in between is told as such', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy()))
  await new Promise<void>((resolve) => server.listen(path, resolve))
  await expect(askService(path, asked)).rejects.toMatchObject({ code: 'SERVICE_GONE' })
  server.close()
})

/** As after kill -9: the file is there and nobody listens. */
async function leaveBehind(at: string): Promise<void> {
  const { execFile } = await import('node:child_process')
  const script = `require('net').createServer().listen(${JSON.stringify(at)}, () => process.kill(process.pid, 'SIGKILL'))`
  await new Promise<void>((resolve) => {
    execFile(process.execPath, ['-e', script], () => resolve())
  })
}
