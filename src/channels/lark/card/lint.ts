/** The platform's limits on card JSON 2.0, checked before every send. */
export const LIMITS = {
  bytes: 30 * 1024,
  nodes: 200,
  nesting: 5,
  /** five on paper; a fourth was seen to fail */
  tables: 3,
  columns: 50,
  pageSize: 10,
  charts: 5,
  inputLength: 1000,
  headerTags: 3,
} as const

export type Problem = { rule: keyof typeof LIMITS | 'names' | 'form' | 'options'; detail: string }

type Json = Record<string, unknown>
type Found = { node: Json; tag: string; depth: number; inForm: boolean; parent: string }

const containers = new Set(['form', 'column_set', 'column', 'collapsible_panel', 'interactive_container'])
const interactive = new Set(['input', 'select_static', 'multi_select_static', 'select_person', 'date_picker', 'button', 'checker'])

/** @returns every limit the card breaks; an empty array means it may be sent */
export function lintCard(card: object): Problem[] {
  const problems: Problem[] = []
  const found = walk(card)
  const say = (rule: Problem['rule'], detail: string) => problems.push({ rule, detail })
  const tagged = (tag: string) => found.filter((one) => one.tag === tag)
  const atMost = (rule: keyof typeof LIMITS, count: number) => count > LIMITS[rule] && say(rule, `${count} > ${LIMITS[rule]}`)

  atMost('bytes', Buffer.byteLength(JSON.stringify(card)))
  atMost('nodes', found.length)
  atMost('nesting', Math.max(0, ...found.map((one) => one.depth)))
  atMost('tables', tagged('table').length)
  atMost('charts', tagged('chart').length)
  for (const { node } of tagged('table')) {
    atMost('columns', arrayOf(node.columns).length)
    const size = Number(node.page_size ?? 5)
    if (!(size >= 1 && size <= LIMITS.pageSize)) say('pageSize', String(node.page_size))
  }
  for (const { node } of tagged('input')) {
    const length = Number(node.max_length ?? LIMITS.inputLength)
    if (!(length >= 1 && length <= LIMITS.inputLength)) say('inputLength', `${node.name}: ${node.max_length}`)
  }
  for (const { node } of tagged('select_static')) {
    const values = arrayOf(node.options).map((option) => (option as Json).value)
    if (new Set(values).size !== values.length) say('options', `${node.name}: the same value twice`)
    if (node.initial_option !== undefined && !values.includes(node.initial_option)) say('options', `${node.name}: default is no option`)
  }
  atMost('headerTags', tagged('text_tag').length)
  lintNames(found, say)
  lintForms(found, say)
  return problems
}

function lintNames(found: Found[], say: (rule: Problem['rule'], detail: string) => void): void {
  const names = found.filter(({ tag }) => interactive.has(tag) || tag === 'form').map(({ node }) => node.name)
  const given = names.filter((name) => typeof name === 'string')
  for (const name of new Set(given)) {
    if (given.indexOf(name) !== given.lastIndexOf(name)) say('names', `${name} twice`)
  }
}

function lintForms(found: Found[], say: (rule: Problem['rule'], detail: string) => void): void {
  for (const { node, parent } of found.filter(({ tag }) => tag === 'form')) {
    if (parent !== 'body') say('form', 'a form stands at the root only')
    const inside = walk({ body: { elements: node.elements } })
    if (!inside.some((one) => one.node.form_action_type === 'submit')) say('form', 'no submit button')
    for (const one of inside) {
      if (one.tag === 'table' || one.tag === 'form') say('form', `${one.tag} inside a form`)
      if (interactive.has(one.tag) && !one.node.name) say('form', `${one.tag} without a name`)
    }
  }
  for (const { tag, parent } of found) if (tag === 'table' && parent !== 'body') say('form', 'a table stands at the root only')
}

/** Every object with a tag, text objects included: that is how the platform counts. */
function walk(card: object): Found[] {
  const found: Found[] = []
  const visit = (value: unknown, depth: number, inForm: boolean, parent: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, depth, inForm, parent)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const node = value as Json
    const tag = typeof node.tag === 'string' ? node.tag : undefined
    const inner = tag && containers.has(tag) ? depth + 1 : depth
    if (tag) found.push({ node, tag, depth: inner, inForm, parent })
    for (const [key, child] of Object.entries(node)) {
      if (key !== 'chart_spec' && key !== 'behaviors' && key !== 'rows')
        visit(child, inner, inForm || tag === 'form', tag ?? (key === 'body' ? 'body' : parent))
    }
  }
  visit(card, 0, false, 'root')
  return found
}

const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
