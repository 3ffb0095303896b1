import { spawn } from 'node:child_process'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { serveOperator } from '#src/operator/socket.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'duban-process-'))
})

/** The command line as an operator types it. */
function duban(args: string[], { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {}) {
  const { DATABASE_URL: _, INIT_CWD: __, NODE_ENV: ___, ...inherited } = process.env
  const child = spawn('npm', ['run', '-s', 'duban', '--', ...args], {
    cwd: root,
    env: { ...inherited, DATA_DIR: join(home, 'data'), ...env },
  })
  const out = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    out.stderr += text
  })
  child.stdin.end(stdin)
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...out }))
  })
}

const own = (stderr: string) => stderr.replace(/^npm warn .*\n/gm, '')

test('deadline takes standard input and touches no database', async () => {
  const { code, stdout } = await duban(['deadline', '--json'], {
    stdin: '{"id":1,"text":"2025年底前"}\n',
    env: { DATA_DIR: join(home, 'none') },
  })
  expect([code, stdout]).toEqual([0, '{"id":1,"milestones":[{"due":"2025-12-31"}],"recurrences":[],"ongoing":false}\n'])
  expect(await readdir(home)).not.toContain('none')
})

test('a new DATA_DIR prepares itself, at the time DUBAN_CLOCK says', async () => {
  const env = { DUBAN_CLOCK: '2025-11-01T10:00:00+08:00' }
  const { code, stdout, stderr } = await duban(['due', '--json', '--on', '2025-12-01', '--unit', '区房管局'], { env })
  expect([code, own(stderr)]).toEqual([0, ''])
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  // Set up before its day, it is overdue and no backlog.
  expect(lines.find(({ task }) => task === 4)).toMatchObject({ due: '2025-11-30', state: 'overdue', colour: 'red' })
})

test('one line on standard error, and the code says whose mistake it was', async () => {
  const refused = await duban(['tasks', '--plan', 'none'])
  expect([refused.code, refused.stdout, own(refused.stderr)]).toEqual([
    1,
    '',
    '没有工作方案「none」，请核对编号或先用 plan create 建立。\n',
  ])
  const wrong = await duban(['nosuch'])
  expect([wrong.code, own(wrong.stderr)]).toEqual([2, '用法错误：没有命令「nosuch」。加 --help 查看用法。\n'])
  const misconfigured = await duban(['tasks'], { env: { LARK_APP_ID: 'cli_x', LARK_APP_SECRET: 'sesame' } })
  expect(misconfigured.code).toBe(1)
  expect(own(misconfigured.stderr)).toMatch(/^配置有误：[^\n]*LARK_ENCRYPT_KEY[^\n]*\n$/)
  expect(misconfigured.stderr).not.toContain('sesame')
})

test('without a service ask answers what stands on standard input', async () => {
  const { code, stdout, stderr } = await duban(['ask', '--json'], { stdin: '{"id":7,"question":"物业费包括哪些内容"}\n' })
  expect([code, own(stderr)]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toMatchObject({ id: 7, text: expect.stringMatching(/./) })
})

test('while a service runs on the DATA_DIR the command line hands its words over', async () => {
  const service = await serveOperator(join(home, 'data', 'duban.sock'), async ({ argv, cwd, stdin }) => ({
    code: 1,
    stdout: `${JSON.stringify({ argv, cwd, stdin })}\n`,
    stderr: '服务说不行\n',
  }))
  const { code, stdout, stderr } = await duban(['ask', '--json'], { stdin: '{"id":1,"question":"？"}\n' })
  expect([code, own(stderr)]).toEqual([1, '服务说不行\n'])
  expect(JSON.parse(stdout)).toMatchObject({ argv: ['ask', '--json'], stdin: '{"id":1,"question":"？"}\n' })
  await service.close()
})
