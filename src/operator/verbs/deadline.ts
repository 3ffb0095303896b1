import { z } from 'zod'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { readJsonLines } from '../lines.ts'
import { day, year } from '../options.ts'
import { scheduleWords } from '../schedule-words.ts'
import type { Declare } from '../verb.ts'

const phrase = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  planStart: z.iso.date().optional(),
  planEnd: z.iso.date().optional(),
  docYear: z.int().min(1900).max(2199).optional(),
})

type Options = { text?: string; file?: string; start?: string; end?: string; docYear?: number }

/** Needs no database. */
export const declare: Declare = (command, deps, say) => {
  command
    .option('--text <文字>', '一条完成时限')
    .option('--start <日期>', '方案开始日期（配合 --text）', day)
    .option('--end <日期>', '方案结束日期（配合 --text）', day)
    .option('--doc-year <年份>', '文件年份（配合 --text）', year)
    .option('--file <文件>', 'JSONL，每行一个 {id,text,planStart,planEnd,docYear}；不给则读标准输入')
    .action(async ({ text, file, start, end, docYear }: Options) => {
      const phrases =
        text === undefined ? await readJsonLines(deps, file, phrase) : [{ id: 1, text, planStart: start, planEnd: end, docYear }]
      for (const { id, text: words, ...context } of phrases) {
        const schedule = compileDeadline(words, context)
        say.item({ id, ...schedule }, `${words}  →  ${scheduleWords(schedule)}`)
      }
    })
}
