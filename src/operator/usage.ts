import type { CommanderError } from 'commander'

/** One line in Chinese for a command line that cannot be understood. */
export function usageLine(error: CommanderError): string {
  const [what = '', more = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((found) => found[1]!)
  const said = {
    'commander.unknownCommand': `没有命令「${what}」`,
    'commander.unknownOption': `没有选项「${what}」`,
    'commander.missingArgument': `缺少参数 ${what}`,
    'commander.optionMissingArgument': `选项「${what}」缺少值`,
    'commander.missingMandatoryOptionValue': `缺少选项「${what}」`,
    'commander.excessArguments': '参数过多',
    'commander.invalidArgument': invalid(error.message, what, more),
    'commander.conflictingOption': `选项「${what}」与「${more}」不能同时使用`,
  }[error.code]
  return `用法错误：${said ?? '缺少命令'}。加 --help 查看用法。`
}

function invalid(message: string, what: string, value: string): string {
  const allowed = /Allowed choices are (.*)\.$/.exec(message)?.[1]
  const reason = allowed ? `可选：${allowed.replaceAll(', ', '、')}` : message.slice(message.lastIndexOf('. ') + 2).trim()
  const [name, said] = message.includes('command-argument value') ? [value, what] : [what, value]
  return `${name} 不能是「${said}」，${reason}`
}
