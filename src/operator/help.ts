import type { Command, Option } from 'commander'
import { widthOf } from './width.ts'

const titles: Record<string, string> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Global Options:': '通用选项：',
}

/** Help in Chinese, given to `write`; nothing ends the process. Subcommands made afterwards take this over. */
export function inChinese(command: Command, write: (text: string) => void): Command {
  return command
    .exitOverride()
    .helpOption('-h, --help', '显示用法')
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '<命令>'),
      subcommandTerm: (sub) => [sub.name(), ...sub.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' '),
      argumentDescription: ({ description, argChoices }) => described(description, argChoices),
      optionDescription: ({ description, argChoices, defaultValue }: Option) => described(description, argChoices, defaultValue),
      displayWidth: widthOf,
      showGlobalOptions: true,
    })
    .configureOutput({ writeOut: (text) => write(text.trimEnd()), writeErr: () => {}, outputError: () => {} })
}

const described = (description: string, choices?: readonly string[], byDefault?: unknown): string =>
  `${description}${choices ? `：${choices.join('、')}` : ''}${byDefault === undefined ? '' : `（默认 ${String(byDefault)}）`}`
