import { z } from 'zod'
import type { Field, Form } from '#src/message.ts'
import { html, type Markup } from './markup.ts'

/** Where a form is posted, and what the page adds to it (chat, message, person). */
export type FormTarget = { url: string; hidden?: Record<string, string> }

/** Fields of the form itself are named with this prefix, so that a field may be called `action` or `version`. */
const prefix = 'value.'

/** Characters of a choice that still fit where two fields share a row. */
const halfRow = 10

export function renderForm(form: Form, target: FormTarget): Markup {
  const hidden = { ...target.hidden, action: form.action, args: JSON.stringify(form.args), version: String(form.version) }
  const inputs = Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return html`<form class="post-form" method="post" action="${target.url}">${inputs}${form.fields.map(renderField)}<button type="submit" class="primary">${form.submit}</button></form>`
}

function renderField(field: Field): Markup {
  const name = prefix + field.name
  if (field.kind === 'select') {
    const options = field.options.map(
      ({ value, label }) => html`<option value="${value}"${value === field.value ? html` selected` : ''}>${label}</option>`,
    )
    const longest = Math.max(...field.options.map(({ label }) => label.length))
    return html`<label${wide(longest > halfRow)}><span>${field.label}</span><select name="${name}">${options}</select></label>`
  }
  const { label, value = '', placeholder, multiline, maxLength, required } = field
  const limits = html`${placeholder ? html` placeholder="${placeholder}"` : ''}${maxLength ? html` maxlength="${maxLength}"` : ''}${required ? html` required` : ''}`
  const control = multiline
    ? html`<textarea name="${name}" rows="2"${limits}>${value}</textarea>`
    : html`<input type="text" name="${name}" value="${value}" autocomplete="off"${limits}>`
  return html`<label${wide(multiline)}><span>${label}${required ? html`<i>必填</i>` : ''}</span>${control}</label>`
}

const wide = (takesTheRow = false) => (takesTheRow ? html` class="wide"` : '')

const sent = z.object({
  action: z.string().min(1),
  args: z.preprocess((text) => (typeof text === 'string' ? parseJson(text) : text), z.record(z.string(), z.string())),
  version: z.coerce.number().int(),
})

/** Reads back what `renderForm` put into the page. @throws ZodError when it is not one of ours. */
export function parseForm(body: Record<string, unknown>): {
  action: string
  args: Record<string, string>
  version: number
  values: Record<string, string>
} {
  const values = Object.entries(body).flatMap(([name, value]) =>
    name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value] as const] : [],
  )
  return { ...sent.parse(body), values: Object.fromEntries(values) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
