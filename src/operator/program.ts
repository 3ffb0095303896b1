import { Command, CommanderError } from 'commander'
import type { OperatorDeps, Outcome } from './deps.ts'
import { inChinese } from './help.ts'
import { refusalLine } from './refusal.ts'
import { createSay } from './say.ts'
import { usageLine } from './usage.ts'
import type { Declare } from './verb.ts'

/** Every verb, in the order of the help. Only the one asked for is loaded: most are small beside what they import. */
const verbs: Record<string, [summary: string, load: () => Promise<{ declare: Declare }>]> = {
  migrate: ['建立或升级数据表', () => import('./verbs/migrate.ts')],
  seed: ['载入政策文件、海淀区专班和2025-2027年方案', () => import('./verbs/seed.ts')],
  doctor: ['检查配置、数据库、渠道和名册，说明缺什么、怎么补', () => import('./verbs/doctor.ts')],
  deadline: ['识别完成时限的文字', () => import('./verbs/deadline.ts')],
  tasks: ['列出方案的任务', () => import('./verbs/tasks.ts')],
  due: ['列出某一天的到期事项', () => import('./verbs/due.ts')],
  ask: ['回答政策问题', () => import('./verbs/ask.ts')],
  clause: ['查看条款现在和以前各版的文字', () => import('./verbs/clause.ts')],
  workspace: ['建立工作区', () => import('./verbs/workspace.ts')],
  plan: ['建立工作方案、设置提醒步骤', () => import('./verbs/plan.ts')],
  group: ['绑定群、列出群', () => import('./verbs/group.ts')],
  member: ['设置、移除人员', () => import('./verbs/member.ts')],
  audit: ['核验审计记录', () => import('./verbs/audit.ts')],
  lane: ['查看、重发或放弃未能处理的消息', () => import('./verbs/lane.ts')],
  disclosure: ['给公示添加文件', () => import('./verbs/disclosure.ts')],
  publication: ['列出履约报告和开放日在各群的发布情况、需要处理的', () => import('./verbs/publication.ts')],
  import: ['从文件导入名册、任务、小区或政策', () => import('./verbs/import.ts')],
  export: ['导出为 .xlsx 或 .csv 文件', () => import('./verbs/export.ts')],
  template: ['生成导入用的模板', () => import('./verbs/template.ts')],
  backup: ['备份数据库', () => import('./verbs/backup.ts')],
  restore: ['从备份恢复数据库', () => import('./verbs/restore.ts')],
}

const verbOf = (argv: string[]): string | undefined => argv.find((word) => Object.hasOwn(verbs, word))

export const needsDatabase = (argv: string[]): boolean => !['deadline', 'template', undefined].includes(verbOf(argv))

/** Whether the verb takes its input from standard input; `deadline` does so itself. */
export const readsStdin = (argv: string[]): boolean => verbOf(argv) === 'ask' && !argv.some((word) => /^--(file|question)(=|$)/.test(word))

/** Carries out one command line. Never throws and touches nothing of the process: what it says is in the outcome. */
export async function runOperator(argv: string[], deps: OperatorDeps): Promise<Outcome> {
  const out: string[] = []
  const program = await createProgram(argv, deps, out)
  const stdout = () => (out.length > 0 ? `${out.join('\n')}\n` : '')
  try {
    await program.parseAsync(argv, { from: 'user' })
    return { code: 0, stdout: stdout(), stderr: '' }
  } catch (error) {
    if (!(error instanceof CommanderError)) return { code: 1, stdout: stdout(), stderr: `${refusalLine(error)}\n` }
    if (error.exitCode === 0) return { code: 0, stdout: stdout(), stderr: '' }
    return { code: 2, stdout: stdout(), stderr: `${usageLine(error)}\n` }
  }
}

async function createProgram(argv: string[], deps: OperatorDeps, out: string[]): Promise<Command> {
  const program = inChinese(new Command('duban'), (text) => out.push(text))
    .description('督办：把工作方案落实到单位和日期')
    .usage('<命令> [选项]')
    .option('--json', '每行输出一个 JSON')
    .helpCommand(false)
    .addHelpText('after', '\n退出码：0 完成，1 被拒绝或失败，2 用法错误')
  const say = createSay(
    () => program.opts().json === true,
    (line) => out.push(line),
  )
  const asked = verbOf(argv)
  for (const [name, [summary, load]] of Object.entries(verbs)) {
    const command = program.command(name).summary(summary).description(summary).helpCommand(false)
    if (name === asked) (await load()).declare(command, deps, say)
  }
  return program
}
