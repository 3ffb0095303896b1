import type { ProofKind } from './kind.ts'

/** The way of an estate to 销账, as one table: who may do what where, and why not. */

export type CloseState = 'listed' | 'doing' | 'ruling' | 'applied' | 'streetPassed' | 'closed'
export type CloseAction = 'prove' | 'apply' | 'ask' | 'rule' | 'pass' | 'return' | 'reopen'

/** keeper: who may write the row; street: 街镇 of the estate; lead: 专班 */
export type CloseBy = 'keeper' | 'street' | 'lead'

type Cell = { to: CloseState; by: readonly CloseBy[] } | { not: string }

const to = (state: CloseState, ...by: CloseBy[]): Cell => ({ to: state, by })
const not = (words: string): Cell => ({ not: words })

const beforeApplying: Record<CloseAction, Cell> = {
  prove: to('doing', 'keeper'),
  apply: to('applied', 'keeper'),
  ask: to('ruling', 'keeper'),
  rule: to('doing', 'lead'),
  pass: not('还没有申请销账，无需复核'),
  return: not('还没有申请销账，无需退回'),
  reopen: not('尚未销账，无需重开'),
}
const inReview: Record<CloseAction, Cell> = {
  prove: not('正在复核，如需更换证明请先退回'),
  apply: not('已申请销账，正在复核，无需重复申请'),
  ask: not('已申请销账，正在复核'),
  rule: not('正在复核，如有问题请退回'),
  pass: to('streetPassed', 'street'),
  return: to('doing', 'street', 'lead'),
  reopen: not('尚未销账，无需重开'),
}
const closed = not('已销账，不能重复销账；如有问题请专班负责人重开')

export const closeTable: Record<CloseState, Record<CloseAction, Cell>> = {
  listed: beforeApplying,
  doing: beforeApplying,
  ruling: {
    ...beforeApplying,
    prove: to('ruling', 'keeper'),
    apply: not('正在等待专班裁定能否销账'),
    ask: not('正在等待专班裁定能否销账'),
  },
  applied: inReview,
  streetPassed: { ...inReview, pass: to('closed', 'lead'), return: to('doing', 'lead') },
  closed: {
    prove: closed,
    apply: closed,
    ask: closed,
    rule: closed,
    pass: closed,
    return: not('已销账；如有问题请专班负责人重开'),
    reopen: to('doing', 'lead'),
  },
}

const whoWords: Record<CloseBy, string> = { keeper: '专班、街镇或承办单位', street: '小区所在街镇', lead: '专班负责人' }

/** Where the step leads, or the words why it is not to be taken. */
export function closeStep(state: CloseState, action: CloseAction, roles: ReadonlySet<CloseBy>): { to: CloseState } | { refused: string } {
  const cell = closeTable[state][action]
  if ('not' in cell) return { refused: cell.not }
  if (!cell.by.some((role) => roles.has(role))) return { refused: `此步须由${cell.by.map((role) => whoWords[role]).join('或')}进行` }
  return { to: cell.to }
}

/** The three proofs, in the words of the task. */
export const proofs: readonly { id: ProofKind; name: string; aka: readonly string[]; ask: string }[] = [
  { id: 'decision', name: '共同决定', aka: ['业主共同决定', '表决'], ask: '业主共同决定选聘物业企业的日期和结果' },
  { id: 'contract', name: '物业服务合同', aka: ['合同', '签订合同', '签订物业服务合同'], ask: '合同签订日期和编号' },
  { id: 'payment', name: '依合同收费', aka: ['收费', '依合同向业主收费'], ask: '首次依合同收费的日期和情况' },
]

export const proofNamed = (said: string) => proofs.find(({ name, aka }) => name === said || aka.includes(said))

/** Which proof a file is, by its name; a receipt for charges names the contract too. */
export function proofOfFile(name: string): ProofKind | undefined {
  if (/收费|缴费|收缴|发票|票据/.test(name)) return 'payment'
  if (/共同决定|表决|业主大会|决议|双过半/.test(name)) return 'decision'
  return name.includes('合同') ? 'contract' : undefined
}

export const missingProofs = (there: Iterable<ProofKind>): string[] => {
  const have = new Set(there)
  return proofs.filter(({ id }) => !have.has(id)).map(({ name }) => name)
}

/** What a reviewer should look at twice: the three steps in another order than the task's. */
export function doubtful(dates: Partial<Record<ProofKind, string>>): string[] {
  const { decision, contract, payment } = dates
  return [
    ...(decision && contract && contract < decision ? ['合同签订早于共同决定'] : []),
    ...(contract && payment && payment < contract ? ['收费早于合同签订'] : []),
  ]
}

/** The test of 销账, as task 23 words it. */
export const closingWords = '业主通过共同决定选聘物业企业，签订物业服务合同，并实现依合同向业主收费后可进行销账'

/** A day somewhere in what was written, and the words beside it. */
export function readProof(said: string): { on?: string; words: string } {
  const found = /(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?/.exec(said)
  if (!found) return { words: said.trim() }
  const [, y, m, d] = found
  const on = `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`
  const real = new Date(`${on}T00:00:00Z`)
  const words = said
    .replace(found[0], ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s，,、：:]+/, '')
    .trim()
  return Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== on ? { words } : { on, words }
}
