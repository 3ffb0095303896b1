import type { Kind, Token } from './lexer.ts'

/** One date or period as written: the parts said, nothing filled in. */
export type Term = {
  at: number
  end: number
  plan?: number
  year?: number
  /** years from the document's year: 今年 0, 明年 1 */
  yearOffset?: number
  /** years from the last year said: 次年 1, 当年 0 */
  yearStep?: number
  /** 全年 spans a year, 年内 ends one */
  whole?: 'span' | 'end'
  /** years covered from the one said: 今明两年 2 */
  years?: number
  half?: number
  quarter?: number
  throughMonth?: number
  month?: number
  /** months from the last month said */
  monthStep?: number
  /** the n-th month of a recurring period; Infinity is its last */
  place?: number
  tenDays?: number
  day?: number
  weekday?: number
  holiday?: string
  edge?: 'start' | 'middle' | 'end'
  edgeOf?: 'year' | 'quarter' | 'month'
  /** its unit stands with the next member of the list: the 7 of 7、8月 */
  loose?: true
}

export type Marker = 'before' | 'within' | 'until' | 'from' | 'since' | 'after'

/** Terms written together: one, a list that shares its ending, or a range. */
export type Chain = {
  at: number
  end: number
  terms: Term[]
  shape: 'one' | 'list' | 'range' | 'open'
  marker?: Marker
  prefix?: 'from' | 'to'
}

const RANK: Partial<Record<Kind, number>> = {
  isoDate: 5,
  plan: 1,
  year: 1,
  years: 1,
  relative: 1,
  nextYear: 1,
  sameYear: 1,
  whole: 2,
  half: 2,
  quarter: 2,
  throughMonth: 2,
  holiday: 3,
  month: 3,
  nextMonth: 3,
  thisMonth: 3,
  place: 3,
  tenDays: 4,
  start: 4,
  middle: 4,
  day: 5,
  weekday: 5,
  edge: 6,
}
const MARKERS = new Set<Kind>(['before', 'within', 'until', 'from', 'since', 'after'])

/** A bare number takes the unit of the number it is listed with: 3-4月, 2016、2018年. */
function unitOfLoose(tokens: Token[], i: number): Kind | undefined {
  let j = i
  while (tokens[j]?.kind === 'loose' || tokens[j]?.kind === 'link' || tokens[j]?.kind === 'list') j++
  return tokens[j]?.kind
}

const edgeOf = (text: string): Term['edgeOf'] =>
  /^[年岁]/.test(text) ? 'year' : text.startsWith('季') ? 'quarter' : text.startsWith('月') ? 'month' : undefined

function put(term: Term, kind: Kind, token: Token): boolean {
  switch (kind) {
    case 'isoDate': {
      const [year, month, day] = token.text.split(/[-/.]/).map(Number)
      Object.assign(term, day ? { year, month, day } : { year, month })
      return true
    }
    case 'plan':
      term.plan = token.n
      if (/末$/.test(token.text)) term.edge = 'end'
      return true
    case 'year':
      term.year = token.n
      return token.n >= 1900 && token.n < 2200
    case 'years':
      term.yearOffset = 0
      term.years = 2
      return true
    case 'relative':
      term.yearOffset = token.n
      return !/^[上去近]/.test(token.text)
    case 'nextYear':
      term.yearStep = 1
      return true
    case 'sameYear':
      term.yearStep = 0
      return true
    case 'whole':
      term.whole = token.text === '全年' ? 'span' : 'end'
      return true
    case 'half':
      term.half = token.n
      return true
    case 'quarter':
      term.quarter = token.n || Number(token.text[1])
      return true
    case 'throughMonth':
      term.throughMonth = token.n
      return token.n <= 12
    case 'month':
      term.month = token.n
      return token.n >= 1 && token.n <= 12
    case 'nextMonth':
      term.monthStep = 1
      return true
    case 'thisMonth':
      term.monthStep = 0
      return true
    case 'place':
      term.place = token.n
      return true
    case 'tenDays':
      term.tenDays = token.n
      return true
    case 'day':
      term.day = token.n
      return token.n >= 1 && token.n <= 31
    case 'weekday':
      term.weekday = token.n
      return true
    case 'holiday':
      term.holiday = token.text.replace(/[“”"]/g, '').slice(0, 2)
      return true
    case 'start':
    case 'middle':
    case 'edge':
      term.edge = kind === 'edge' ? 'end' : kind
      term.edgeOf = edgeOf(token.text)
      return true
    default:
      return false
  }
}

/** The longest run of adjacent tokens, coarse to fine, that starts at `i`; `part` allows a bare 底 or 5日内 (after 每月). */
function readTerm(tokens: Token[], i: number, part: boolean): { term: Term; next: number; within?: boolean } | undefined {
  const first = tokens[i]
  if (!first) return
  const term: Term = { at: first.at, end: first.at }
  let rank = 0
  let j = i
  for (; j < tokens.length; j++) {
    const token = tokens[j]!
    if (token.at !== term.end) break
    const kind = token.kind === 'loose' ? unitOfLoose(tokens, j) : token.kind
    if (kind === 'clock' && rank > 0) {
      term.end = token.end
      continue
    }
    if (
      kind === 'duration' &&
      token.unit === 'day' &&
      /^\d+日.*内$|^[一二三]?十[一二三四五六七八九]?日.*内$/.test(token.text) &&
      (part || rank === 3) &&
      token.n <= 31
    ) {
      term.day = token.n
      term.end = token.end
      return { term, next: j + 1, within: true }
    }
    const at = kind ? RANK[kind] : undefined
    if (!at || at <= rank) break
    if (rank === 0 && !part && (kind === 'place' || (kind === 'edge' && !edgeOf(token.text)) || (kind === 'start' && token.text === '初')))
      break
    if (!put(term, kind!, token)) return
    if (token.kind === 'loose') term.loose = true
    rank = at
    term.end = token.end
  }
  return rank > 0 ? { term, next: j } : undefined
}

/** 7、8月份 is one stretch of time; 3、9月 and 3、4月底 are two dates. */
function isRun([a, b]: Term[]): boolean {
  const next = (x?: number, y?: number) => x !== undefined && y === x + 1
  return a!.loose === true && !b!.edge && !b!.day && !b!.tenDays && (next(a!.month, b!.month) || next(a!.quarter, b!.quarter))
}

/** The chain of terms that starts at token `i`, with the marker after it and the preposition before it. */
export function readChain(tokens: Token[], i: number, text: string, part = false): { chain: Chain; next: number } | undefined {
  const first = readTerm(tokens, i, part)
  if (!first) return
  const chain: Chain = { at: first.term.at, end: first.term.end, terms: [first.term], shape: 'one' }
  if (first.within) chain.marker = 'within'
  let j = first.next
  const adjacent = (kind: Kind, k = j): boolean => tokens[k]?.kind === kind && tokens[k]!.at === (k === j ? chain.end : tokens[k - 1]!.end)
  while (!chain.marker) {
    const started = adjacent('from') && adjacent('link', j + 1)
    const k = started ? j + 1 : j
    const link = chain.shape !== 'list' && chain.shape !== 'range' && (started || adjacent('link'))
    if (!link && (chain.shape === 'range' || !adjacent('list'))) break
    const next = tokens[k + 1]?.at === tokens[k]!.end ? readTerm(tokens, k + 1, false) : undefined
    if (!next) {
      if (link && !started && (tokens[k]!.end === text.length || tokens[k + 1]?.kind === 'stop') && tokens[k]!.text === '-') {
        chain.shape = 'open'
        chain.end = tokens[k]!.end
        j = k + 1
      }
      break
    }
    chain.terms.push(next.term)
    chain.shape = link ? 'range' : 'list'
    chain.end = next.term.end
    if (next.within) chain.marker = 'within'
    j = next.next
  }
  if (chain.shape === 'list' && chain.terms.length === 2 && !chain.marker && isRun(chain.terms)) chain.shape = 'range'
  while (tokens[j] && MARKERS.has(tokens[j]!.kind) && tokens[j]!.at === chain.end) {
    chain.marker ??= tokens[j]!.kind as Marker
    chain.end = tokens[j]!.end
    j++
  }
  const before = text.slice(Math.max(0, chain.at - 3), chain.at)
  if (/(?:从|自|早于)$/.test(before)) chain.prefix = 'from'
  else if (/[至到]$/.test(before)) chain.prefix = 'to'
  return { chain, next: j }
}
