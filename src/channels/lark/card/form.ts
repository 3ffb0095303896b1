import type { Field, Form } from '#src/message.ts'
import { div, type Node, plain } from './nodes.ts'

const MAX_INPUT = 1000

/**
 * A form whose submit button carries action, args and version; its name repeats action and version
 * for clients that leave the value out. Names are unique in the card because a post has one form.
 */
export function formNode(form: Form): Node {
  const { action, args, version } = form
  const submit: Node = {
    tag: 'button',
    name: `${action}_v${version}`,
    text: plain(form.submit),
    type: 'primary_filled',
    width: 'fill',
    form_action_type: 'submit',
    behaviors: [{ type: 'callback', value: { action, args, version } }],
  }
  return { tag: 'form', name: 'form', elements: [...form.fields.flatMap(fieldNodes), submit] }
}

function fieldNodes(field: Field): Node[] {
  if (field.kind === 'select') {
    return [
      div(field.label),
      {
        tag: 'select_static',
        name: field.name,
        required: true,
        width: 'fill',
        initial_option: field.value,
        placeholder: plain(field.label),
        options: field.options.map(({ value, label }) => ({ text: plain(label), value })),
      },
    ]
  }
  return [
    {
      tag: 'input',
      name: field.name,
      required: field.required ?? false,
      width: 'fill',
      label: plain(field.label),
      label_position: 'top',
      ...(field.placeholder ? { placeholder: plain(field.placeholder) } : {}),
      ...(field.value ? { default_value: field.value } : {}),
      max_length: Math.min(field.maxLength ?? MAX_INPUT, MAX_INPUT),
      ...(field.multiline ? { input_type: 'multiline_text', rows: 3, auto_resize: true, max_rows: 6 } : {}),
    },
  ]
}
