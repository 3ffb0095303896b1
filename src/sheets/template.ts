import type { SheetForm } from './form.ts'
import { writeWorkbook } from './write.ts'

/** An empty form to fill in: header, one example row that may be imported as it is, and how to fill each column. */
export function writeTemplate(form: SheetForm): Promise<Buffer> {
  const { columns, sheet } = form
  return writeWorkbook([
    {
      name: sheet,
      titles: columns.map(({ title }) => title),
      rows: [columns.map(({ example }) => example)],
      widths: columns.map(({ title, example }) => Math.min(48, Math.max(12, title.length * 2 + 4, example.length * 2 + 2))),
    },
    {
      name: '填写说明',
      titles: ['列名', '是否必填', '怎么填'],
      rows: [
        ...columns.map(({ title, required, note }) => [title, required ? '必填' : '选填', note]),
        ['', '', `第二行是示例，填写前请改掉或删去。请勿合并单元格，请勿使用公式，请保留工作表名「${sheet}」。`],
      ],
      widths: [18, 10, 80],
    },
  ])
}
