import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { ConfigError } from '#src/errors.ts'
import { startupLine } from '#src/startup.ts'
import { StorageError } from '#storage/errors.ts'

const where = { host: '127.0.0.1', port: 3000, dataDir: './data' }
const failing = (code: string) => Object.assign(new Error(`${code}: as the system says it`), { code })

test.each([
  ['EADDRINUSE', '启动失败：端口3000已被占用：请停掉占用它的程序，或另设 PORT'],
  ['ENOTDIR', '启动失败：DATA_DIR（./data）不是目录：请换一个目录'],
  ['ENOENT', '启动失败：DATA_DIR（./data）无法建立：请检查路径'],
  ['ESTRANGE', '启动失败：ESTRANGE: as the system says it'],
])('%s', (code, line) => {
  expect(startupLine(failing(code), where)).toBe(line)
})

test('our own refusals are said as they are', () => {
  expect(startupLine(new ConfigError(['PORT 格式不对']), undefined)).toBe('配置有误：PORT 格式不对')
  expect(startupLine(new StorageError('数据库已由更新版本的程序升级'), where)).toBe('数据库已由更新版本的程序升级')
})

test('a port really taken is recognised by the code the system gives', async () => {
  const first = createServer()
  await new Promise<void>((ready) => first.listen(0, '127.0.0.1', ready))
  const { port } = first.address() as { port: number }
  const error = await new Promise((failed) => createServer().on('error', failed).listen(port, '127.0.0.1'))
  expect(startupLine(error, { ...where, port })).toContain(`端口${port}已被占用`)
  first.close()
})
