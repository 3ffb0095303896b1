import type { Field } from '#src/message.ts'

/** An option is its words, or the value that comes back and its words. */
export type Option = string | readonly [value: string, label: string]

/** A field of which one option is taken: the first, unless `value` names another. */
export function select(name: string, label: string, options: readonly Option[], value?: string): Extract<Field, { kind: 'select' }> {
  const all = options.map((option) =>
    typeof option === 'string' ? { value: option, label: option } : { value: option[0], label: option[1] },
  )
  return { kind: 'select', name, label, options: all, value: value ?? all[0]!.value }
}
