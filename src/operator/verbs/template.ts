import { Argument } from 'commander'
import { type FormKind, forms } from '#src/sheets/forms/index.ts'
import { writeTemplate } from '#src/sheets/template.ts'
import { writeOutput } from '../files.ts'
import type { Declare } from '../verb.ts'

export const declare: Declare = (command, deps, say) => {
  command
    .addArgument(new Argument('<种类>', '要填的表').choices(Object.keys(forms)))
    .requiredOption('--out <文件>', '写到哪个 .xlsx 文件')
    .action(async (kind: FormKind, { out }: { out: string }) => {
      const file = await writeOutput(deps.cwd, out, await writeTemplate(forms[kind]))
      say.item({ template: kind, file }, `已生成模板：${file}`)
    })
}
