/** The platform's own reading of card JSON 2.0: unknown words and broken limits are refused with a sub-code. */

export type CardProblem = { code: number; message: string; at: string }
type Json = Record<string, unknown>

const text = ['content', 'text_size', 'text_color', 'text_align', 'lines', 'i18n_content', 'icon']
const box = ['element_id', 'margin']
const field = [...box, 'name', 'required', 'disabled', 'width', 'placeholder', 'behaviors', 'confirm']
const choice = [...field, 'type', 'options', 'initial_option', 'initial_options', 'selected_values']
const layout = ['direction', 'padding', 'horizontal_spacing', 'vertical_spacing', 'horizontal_align', 'vertical_align', 'elements']

/** Properties each component takes. Free-form ones (chart_spec, rows, behaviors' values) are not looked into. */
const properties: Record<string, string[]> = {
  plain_text: text,
  lark_md: text,
  markdown: [...box, 'content', 'text_size', 'text_align', 'icon', 'i18n_content'],
  text_tag: ['element_id', 'text', 'color'],
  standard_icon: ['token', 'color'],
  custom_icon: ['img_key'],
  div: [...box, 'text', 'icon', 'width'],
  hr: box,
  img: [...box, 'img_key', 'alt', 'title', 'corner_radius', 'scale_type', 'size', 'transparent', 'preview'],
  person: [...box, 'user_id', 'size', 'show_avatar', 'show_name', 'style'],
  person_list: [...box, 'persons', 'size', 'lines', 'show_avatar', 'show_name', 'drop_invalid_user_id', 'icon'],
  chart: [...box, 'aspect_ratio', 'color_theme', 'chart_spec', 'preview', 'height'],
  table: [...box, 'page_size', 'row_height', 'row_max_height', 'freeze_first_column', 'header_style', 'columns', 'rows'],
  form: [...box, ...layout, 'name', 'confirm'],
  column_set: [...box, 'columns', 'flex_mode', 'background_style', 'horizontal_spacing', 'horizontal_align', 'action'],
  column: [...box, ...layout, 'width', 'weight', 'background_style', 'action'],
  collapsible_panel: [...box, ...layout, 'expanded', 'background_color', 'border', 'header'],
  interactive_container: [
    ...box,
    ...layout,
    'width',
    'height',
    'background_style',
    'has_border',
    'border_color',
    'corner_radius',
    'behaviors',
    'hover_tips',
    'disabled',
    'disabled_tips',
    'confirm',
  ],
  input: [
    ...field,
    'label',
    'label_position',
    'default_value',
    'max_length',
    'input_type',
    'rows',
    'auto_resize',
    'max_rows',
    'show_icon',
    'value',
    'fallback',
  ],
  select_static: choice,
  multi_select_static: choice,
  select_person: choice,
  multi_select_person: choice,
  date_picker: [...field, 'initial_date', 'value'],
  picker_time: [...field, 'initial_time', 'value'],
  picker_datetime: [...field, 'initial_datetime', 'value'],
  checker: [...box, 'name', 'checked', 'disabled', 'text', 'overall_checkable', 'button_area', 'checked_style', 'behaviors', 'confirm'],
  button: [...field, 'text', 'type', 'size', 'icon', 'hover_tips', 'disabled_tips', 'form_action_type'],
  overflow: [...box, 'width', 'options', 'behaviors', 'confirm'],
}
const rootKeys = new Set(['schema', 'config', 'card_link', 'header', 'body'])
const opaque = new Set(['chart_spec', 'rows', 'behaviors', 'persons', 'header_style', 'border'])
const inputs = new Set([
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
])
const containers = new Set(['form', 'column_set', 'column', 'collapsible_panel', 'interactive_container'])
const MAX = { nodes: 200, tables: 3, nesting: 5, tags: 3 }

const over = (at: string): CardProblem => ({ code: 11310, message: 'element exceeds the limit', at })
const bad = (at: string): CardProblem => ({ code: 300123, message: 'card json is invalid', at })

/** @returns the first problem, or undefined for a card the platform would show; `members` are the chat's open_ids */
export function lintArrivingCard(
  card: unknown,
  members: Set<string>,
  isPicture: (key: string) => boolean = () => false,
): CardProblem | undefined {
  if (!isObject(card) || card.schema !== '2.0') return bad('schema')
  const unknown = Object.keys(card).find((key) => !rootKeys.has(key))
  if (unknown) return { code: 200621, message: 'parse card json err, unknown property', at: unknown }
  if ((card.config as Json | undefined)?.update_multi !== true) return bad('config.update_multi')
  const seen: Seen = { nodes: 0, tables: 0, names: new Set(), ids: new Set(), members, isPicture }
  return (
    check(card.header, 'header', { depth: 0, form: false, root: false }, seen) ??
    check(card.body, 'body', { depth: 0, form: false, root: true }, seen)
  )
}

type Seen = {
  nodes: number
  tables: number
  names: Set<unknown>
  ids: Set<unknown>
  members: Set<string>
  isPicture: (key: string) => boolean
}
type Place = { depth: number; form: boolean; root: boolean }

function check(value: unknown, at: string, place: Place, seen: Seen): CardProblem | undefined {
  if (Array.isArray(value)) return firstOf(value.map((item, index) => () => check(item, `${at}[${index}]`, place, seen)))
  if (!isObject(value)) return undefined
  const tag = typeof value.tag === 'string' ? value.tag : undefined
  const problem = tag === undefined ? undefined : checkNode(value, tag, at, place, seen)
  if (problem) return problem
  const inside: Place = {
    depth: place.depth + (tag && containers.has(tag) ? 1 : 0),
    form: place.form || tag === 'form',
    root: place.root && tag === undefined,
  }
  const children = Object.entries(value).filter(([key]) => !opaque.has(key))
  return firstOf(
    children.map(
      ([key, child]) =>
        () =>
          check(child, `${at}.${key}`, inside, seen),
    ),
  )
}

function checkNode(node: Json, tag: string, at: string, place: Place, seen: Seen): CardProblem | undefined {
  const allowed = properties[tag]
  if (!allowed) return { code: 200861, message: 'cards of schema V2 no longer support this capability', at: `unsupported tag ${tag}` }
  const unknown = Object.keys(node).find((key) => key !== 'tag' && !allowed.includes(key))
  if (unknown) return { code: 200621, message: 'parse card json err, unknown property', at: `${at}.${unknown}` }
  seen.nodes += 1
  if (seen.nodes > MAX.nodes) return over('elements')
  if (containers.has(tag) && place.depth + 1 > MAX.nesting) return over(at)
  if (tag === 'table' || tag === 'form') {
    if (!place.root) return bad(at)
  }
  if (tag === 'img' && !seen.isPicture(String(node.img_key)))
    return { code: 200570, message: 'card contains invalid image keys', at: `${at}.img_key` }
  if (tag === 'table') return checkTable(node, at, seen)
  if (tag === 'form' && !JSON.stringify(node.elements ?? []).includes('"form_action_type":"submit"')) return bad(`${at}: no submit button`)
  if (node.element_id !== undefined) {
    if (seen.ids.has(node.element_id)) return { code: 300301, message: 'element_id is duplicated', at }
    seen.ids.add(node.element_id)
  }
  return checkField(node, tag, at, place, seen) ?? checkPeople(node, tag, at, seen)
}

function checkTable(node: Json, at: string, seen: Seen): CardProblem | undefined {
  seen.tables += 1
  if (seen.tables > MAX.tables) return over('table')
  const size = Number(node.page_size ?? 5)
  if (!(size >= 1 && size <= 10)) return bad(`${at}.page_size`)
  const columns = Array.isArray(node.columns) ? (node.columns as Json[]) : []
  if (columns.length === 0 || columns.length > 50) return bad(`${at}.columns`)
  const types = ['text', 'lark_md', 'markdown', 'number', 'options', 'persons', 'date']
  return columns.every(({ name, data_type }) => typeof name === 'string' && types.includes(String(data_type)))
    ? undefined
    : bad(`${at}.columns`)
}

function checkField(node: Json, tag: string, at: string, place: Place, seen: Seen): CardProblem | undefined {
  if (place.form && (inputs.has(tag) || tag === 'button')) {
    if (typeof node.name !== 'string' || node.name === '') return bad(`${at}.name`)
    if (seen.names.has(node.name)) return bad(`${at}.name: ${node.name} is duplicated`)
    seen.names.add(node.name)
  }
  const length = Number(node.max_length ?? 1000)
  if (tag === 'input' && !(length >= 1 && length <= 1000)) return bad(`${at}.max_length`)
  if (tag !== 'select_static') return undefined
  const values = Array.isArray(node.options) ? (node.options as Json[]).map(({ value }) => value) : []
  if (values.length === 0) return bad(`${at}.options`)
  return node.initial_option === undefined || values.includes(node.initial_option) ? undefined : bad(`${at}.initial_option`)
}

/** Somebody who is not in the chat cannot be named on a card in it. */
function checkPeople(node: Json, tag: string, at: string, seen: Seen): CardProblem | undefined {
  const content = tag === 'markdown' || tag === 'lark_md' ? String(node.content ?? '') : ''
  const named = [...content.matchAll(/<at id=["']?([^"'>\s]*)/g)].map(([, id]) => id!)
  if (tag === 'person') named.push(String(node.user_id ?? ''))
  if (named.includes('')) return { code: 300090, message: 'open_id is empty', at }
  const stranger = named.find((id) => id !== 'all' && !seen.members.has(id))
  return stranger ? { code: 100290, message: 'user is not in the chat', at: stranger } : undefined
}

function firstOf(checks: (() => CardProblem | undefined)[]): CardProblem | undefined {
  for (const one of checks) {
    const problem = one()
    if (problem) return problem
  }
  return undefined
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
