/** What a client does when somebody fills the form of a card: defaults, required fields, choices, lengths. */

type Json = Record<string, unknown>
export type Submitted = { button: { name: string; value: unknown }; formValue: Record<string, string> }

/**
 * @returns what the platform sends on a click on submit
 * @throws Error where a real client would not let the person submit
 */
export function fillForm(cardContent: string, values: Record<string, string>): Submitted {
  const form = findByTag(JSON.parse(cardContent), 'form')[0]
  if (!form) throw new Error('the card has no form')
  const fields = ['input', 'select_static', 'date_picker', 'select_person'].flatMap((tag) => findByTag(form, tag))
  const stranger = Object.keys(values).find((name) => !fields.some((field) => field.name === name))
  if (stranger !== undefined) throw new Error(`the form has no field ${stranger}`)

  const formValue = Object.fromEntries(fields.map((field) => [String(field.name), fieldValue(field, values[String(field.name)])]))
  const button = findByTag(form, 'button').find(({ form_action_type }) => form_action_type === 'submit')
  if (!button) throw new Error('the form has no submit button')
  const callback = (button.behaviors as Json[] | undefined)?.find(({ type }) => type === 'callback')
  return { button: { name: String(button.name), value: callback?.value ?? {} }, formValue }
}

function fieldValue(field: Json, given: string | undefined): string {
  const name = String(field.name)
  const value = given ?? String(field.initial_option ?? field.default_value ?? field.initial_date ?? '')
  if (field.required === true && value === '') throw new Error(`${name} is required`)
  if (field.tag === 'select_static' && value !== '') {
    const options = (field.options as Json[]).map((option) => option.value)
    if (!options.includes(value)) throw new Error(`${name} has no option ${value}`)
  }
  if (field.tag === 'input' && value.length > Number(field.max_length ?? 1000)) throw new Error(`${name} is too long`)
  return value
}

export function findByTag(value: unknown, tag: string): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => findByTag(item, tag))
  if (typeof value !== 'object' || value === null) return []
  const node = value as Json
  return [...(node.tag === tag ? [node] : []), ...Object.values(node).flatMap((child) => findByTag(child, tag))]
}
