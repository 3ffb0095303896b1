type Titled = { id: string; title: string }

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九']
const numbered = /(?<!\p{Script=Han})方案\s*([1-9一二三四五六七八九])(?=$|[\s，,:：。·]|任务|第)[，,:：·]?/u
const quoted = /《([^《》]{2,60})》/
const called = /([\p{Script=Han}“”]{2,40})方案(?=$|[\s，,:：的\d]|任务|第)[，,:：的]?/u

/**
 * The plan of a group that words name, and the words without it: 方案2 by its place among them, 《…》 by part of its
 * title, 石景山方案 by how the title begins. Undefined where there is but one, or the name fits none or several.
 */
export function planNamed<P extends Titled>(text: string, plans: P[]): { plan: P; rest: string } | undefined {
  if (plans.length < 2) return undefined
  const place = numbered.exec(text)
  const ordinal = place && (Number(place[1]) || numerals.indexOf(place[1]!) + 1)
  if (ordinal && plans[ordinal - 1]) return { plan: plans[ordinal - 1]!, rest: without(text, place[0]) }
  const title = quoted.exec(text)
  const titled = title && only(plans, (plan) => plan.title.includes(title[1]!))
  if (titled) return { plan: titled, rest: without(text, title[0]) }
  const call = called.exec(text)
  for (let from = 0; call && from <= call[1]!.length - 2; from++) {
    const name = call[1]!.slice(from)
    const plan = only(plans, ({ title }) => title.startsWith(name))
    if (plan) return { plan, rest: without(text, call[0].slice(from)) }
  }
  return undefined
}

function only<P>(plans: P[], fits: (plan: P) => boolean): P | undefined {
  const [first, ...others] = plans.filter(fits)
  return others.length === 0 ? first : undefined
}

const without = (text: string, name: string): string => text.replace(name, ' ').replace(/\s+/g, ' ').trim()
