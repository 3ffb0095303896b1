import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type ServiceProcess = {
  url: string
  /** every line it has logged */
  lines: Record<string, unknown>[]
  /** kill -9 */
  kill(): Promise<void>
  /** SIGTERM. @returns its exit code */
  stop(): Promise<number | null>
}

const home = fileURLToPath(new URL('../..', import.meta.url))
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** What npm start runs, in a process of its own with nothing but `env`. Resolves once it serves. */
export async function startProcess(env: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], { cwd: home, env, stdio: ['ignore', 'ignore', 'pipe'] })
  running.add(child)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve)).finally(() => running.delete(child))
  const lines: Record<string, unknown>[] = []
  const url = await new Promise<string>((started, failed) => {
    let rest = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      const complete = `${rest}${chunk}`.split('\n')
      rest = complete.pop()!
      for (const line of complete) {
        const said = parsed(line)
        lines.push(said)
        if (said.msg === 'started') started(String(said.url))
      }
    })
    ended.then((code) => failed(new Error(`the service ended with ${code}:\n${lines.map((line) => JSON.stringify(line)).join('\n')}`)))
  })
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { url, lines, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') }
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return { msg: line }
  }
}
