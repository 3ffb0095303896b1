/** What a kind of ledger is, as data: what its items carry, how they stand, what the plan asks of them. */

/** Values of a kind's own fields: texts, numbers and days as its entry types them. */
export type LedgerData = Record<string, string | number>

export type ProofKind = 'decision' | 'contract' | 'payment'

export type LedgerField = {
  key: string
  title: string
  required?: true
  example: string
} & ({ type: 'text'; max: number } | { type: 'number'; max: number } | { type: 'day' } | { type: 'choice'; options: readonly string[] })

/** `gated`: only the review of 销账 leads into or out of it. */
export type LedgerState = { id: string; label: string; gated?: true }

/** One thing the plan asks of a ledger. */
export type LedgerTarget = {
  label: string
  /** row of the plan's table */
  task: number
  /** verbatim in that row; the quota in these words gives the number */
  words: string
  /** items in these states have got there */
  states: readonly string[]
  /** out of: the quota's number, the ledger's base, all that is listed, or those in these states */
  of: 'quota' | 'base' | 'listed' | readonly string[]
  /** only items whose field has this value */
  among?: { field: string; value: string }
  /** the last day, where the words and not a quota say it */
  by?: string
  /** counts only what had got there by that day */
  cutOff?: true
  /** counts anew every year */
  yearly?: true
}

export type LedgerKind = {
  id: string
  name: string
  aka: readonly string[]
  /** one of them: 小区, 台 */
  item: string
  unit: string
  /** the document whose tasks the targets belong to */
  document: string
  /** clause the ledger rests on */
  clause: string
  /** words of the document that call for it, verbatim */
  words: string
  fields: readonly LedgerField[]
  /** in the order of the work; the first is where an item begins */
  states: readonly LedgerState[]
  done: readonly string[]
  targets: readonly LedgerTarget[]
  /** verbatim words of the quota that is the denominator; without it what is listed is */
  base?: { task: number; words: string }
  /** what besides the street makes an item the same one: its name, or this field */
  keyField?: string
  /** items are single counts with a day and an amount */
  counter?: true
  /** 销账 with three proofs and two reviews */
  closing?: { mode: string; needRuling: readonly string[] }
}
