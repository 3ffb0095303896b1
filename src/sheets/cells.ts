import { z } from 'zod'

/** Building blocks for the cells of a form: each takes the cell's text. */

/** Characters no document needs and no database takes. */
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

export const text = (max: number) =>
  z
    .string()
    .min(1, '不能为空。')
    .max(max, `不能超过${max}个字。`)
    .refine((said) => !unprintable.test(said), '含有无法显示的字符。')

/** An empty cell, or one that passes `cell`. */
export const optional = <Out>(cell: z.ZodType<Out, string>) =>
  z.string().transform((said, context): Out | undefined => {
    if (said === '') return undefined
    const parsed = cell.safeParse(said)
    if (parsed.success) return parsed.data
    for (const { message } of parsed.error.issues) context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** Names in one cell, parted by 、，；or line breaks; the same one twice counts once. */
export const names = z.string().transform((said) => [
  ...new Set(
    said
      .split(/[、，,；;\n]/)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
])

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, '应为整数。')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `应在${min}到${max}之间。`)

/** An amount in 元, as whole 分. */
export const yuan = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,2})?$/, '应为金额，单位元，最多两位小数。')
  .transform((said) => {
    const [whole, cents = ''] = said.split('.')
    return Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  })

/** A date cell, or a date written as text in the ways people write it. */
export const day = z
  .string()
  .transform((said) =>
    said
      .normalize('NFKC')
      .replace(
        /^(\d{4})[./年-](\d{1,2})[./月-](\d{1,2})日?(?: 0?0:00(?::00)?)?$/,
        (_, y, m, d) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
      ),
  )
  .pipe(z.iso.date('应为日期，如 2026-11-30。'))

/** One of a few words, each standing for a code; the code itself is understood too. */
export function oneOf<Code extends string>(words: Record<Code, string>) {
  const entries = Object.entries(words) as [Code, string][]
  return z.string().transform((said, context) => {
    const found = entries.find(([code, word]) => said === word || said === code)
    if (found) return found[0]
    context.addIssue({ code: 'custom', message: `应为${entries.map(([, word]) => word).join('、')}之一。` })
    return z.NEVER
  })
}
