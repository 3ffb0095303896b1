import { catalogue, kindNamed } from './catalogue.ts'
import type { LedgerKind } from './kind.ts'
import { proofNamed } from './rules-close.ts'

/** What a person means by a line behind 台账. */
export type LedgerSaid =
  | { want: 'overview' }
  | { want: 'kind'; kind: string }
  | { want: 'count'; kind: string; amount: number; name: string; topic: string }
  | { want: 'adjust'; kind: string; delta: number; reason: string }
  | { want: 'remove'; kind: string; name: string; reason: string }
  | { want: 'item'; kind: string; name: string; street?: string; state?: string; fields: Record<string, string> }
  | { want: 'unknown'; said: string }

const plus = /^[+＋]\s*(\d{1,3})(?:次|场|个)?\s*(\S*)\s*(.*)$/
const change = /^调整(?:基数)?\s*([+＋\-－—])\s*(\d{1,4})个?[\s，,]*(.*)$/

export function readLedger(text: string): LedgerSaid {
  const said = text.trim()
  if (said === '') return { want: 'overview' }
  const found = leadingKind(said)
  if (!found) return { want: 'unknown', said: said.split(/\s+/)[0]! }
  const { kind, rest } = found
  if (rest === '') return { want: 'kind', kind: kind.id }
  const count = kind.counter && plus.exec(rest)
  if (count) return { want: 'count', kind: kind.id, amount: Number(count[1]), name: count[2]!, topic: count[3]! }
  const adjusted = change.exec(rest)
  if (adjusted) {
    const sign = /[+＋]/.test(adjusted[1]!) ? 1 : -1
    return { want: 'adjust', kind: kind.id, delta: sign * Number(adjusted[2]), reason: adjusted[3]!.trim() }
  }
  return readItem(kind, rest)
}

/** 示例花园 街镇：示例一街道 管理模式：失管 推进中 */
function readItem(kind: LedgerKind, rest: string): LedgerSaid {
  const [name, ...words] = rest.split(/[\s,，;；]+/).filter(Boolean)
  if (words[0] === '移出') return { want: 'remove', kind: kind.id, name: name!, reason: words.slice(1).join(' ') }
  const fields: Record<string, string> = {}
  let state: string | undefined
  let street: string | undefined
  for (const word of words) {
    const pair = /^([^:：=]+)[:：=](.*)$/.exec(word)
    const field = pair && kind.fields.find(({ title }) => title === pair[1])
    const named = kind.states.find(({ label }) => label === (pair?.[1] === '状态' ? pair[2] : word))
    const choice = kind.fields.find((candidate) => candidate.type === 'choice' && candidate.options.includes(word))
    if (field) fields[field.key] = pair[2]!
    else if (pair?.[1] === '街镇') street = pair[2]
    else if (named) state = named.id
    else if (choice) fields[choice.key] = word
    else if (street === undefined && /(街道|镇|地区)$/.test(word)) street = word
    else return { want: 'unknown', said: word }
  }
  return { want: 'item', kind: kind.id, name: name!, ...(street ? { street } : {}), ...(state ? { state } : {}), fields }
}

function leadingKind(said: string): { kind: LedgerKind; rest: string } | undefined {
  const names = catalogue.flatMap((kind) => [kind.name, ...kind.aka].map((name) => ({ kind, name })))
  const found = names.filter(({ name }) => said.startsWith(name)).sort((a, b) => b.name.length - a.name.length)[0]
  if (!found) return undefined
  const rest = said.slice(found.name.length)
  if (/^[\s:：,，]*(台账|进[度展])?$/.test(rest)) return { kind: found.kind, rest: '' }
  return /^[\s:：,，+＋]/.test(rest) ? { kind: found.kind, rest: rest.replace(/^[\s:：,，]+/, '') } : undefined
}

const asking =
  /进度|进展|台账|完成情况|(做|办|开展|完成|申报|更新|销账|引入|整改|规范|评价)了(多少|几|没有|吗)|(多少|几)[次场台个家处](了|$)|了吗/

/** A plain question or count about a ledger, as the words behind 台账: 引入物业进度, 点对点指导 +1 示例花园. */
export function asLedger(text: string): string | undefined {
  const said = text.trim().replace(/[？?。！!]+$/, '')
  const counts = catalogue.find(
    (kind) => kind.counter && [kind.name, ...kind.aka].some((name) => new RegExp(`^${name}\\s*[+＋]`).test(said)),
  )
  if (counts) return said
  if (!asking.test(said) || said.length > 30) return undefined
  const whole = kindNamed(said.replace(/(现在|目前|的)?(台账|进[度展]|完成情况)(如何|怎么样)?$/, ''))
  if (whole) return whole.name
  const asked = catalogue.find((kind) => [kind.name, ...kind.aka.filter((name) => name.length > 3)].some((name) => said.startsWith(name)))
  return asked && /(今年|目前|现在|已经?|到现在|做|办|开展|完成|申报|销账|整改|规范)/.test(said) ? asked.name : undefined
}

/** What a person means by a line behind 销账. */
export type CloseSaid =
  | { want: 'overview' }
  | { want: 'show'; name: string }
  | { want: 'prove'; name: string; proof: string; words: string }
  | { want: 'apply' | 'pass'; name: string }
  | { want: 'return' | 'reopen'; name: string; reason: string }
  | { want: 'rule'; name: string; allowed: boolean; reason: string }
  | { want: 'unknown'; said: string }

const steps = { 申请: 'apply', 通过: 'pass', 退回: 'return', 重开: 'reopen', 裁定: 'rule' } as const

export function readClose(text: string): CloseSaid {
  const [name, word, ...more] = text.split(/[\s,，:：]+/).filter(Boolean)
  if (!name) return { want: 'overview' }
  if (!word) return { want: 'show', name }
  const words = more.join(' ')
  const proof = proofNamed(word)
  if (proof) return { want: 'prove', name, proof: proof.id, words }
  const want = Object.hasOwn(steps, word) ? steps[word as keyof typeof steps] : undefined
  if (!want) return { want: 'unknown', said: word }
  if (want === 'apply' || want === 'pass') return { want, name }
  if (want !== 'rule') return { want, name, reason: words }
  const ruled = /^(不可|不能|不予|不可以)?(?:可以|可|能|予以)?销账[\s，,：:]*(.*)$/.exec(words)
  return ruled ? { want, name, allowed: !ruled[1], reason: ruled[2]! } : { want: 'unknown', said: words || word }
}
