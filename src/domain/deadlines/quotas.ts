import { compileDeadline } from './compile.ts'
import { NUMERAL, numeral } from './numerals.ts'
import type { DeadlineContext, Quota } from './schedule.ts'

type Row = { task: string; requirement: string; deadline: string }

const THINGS =
  '个(?!工作日|月|小时|星期|季度|百分点)|台|家|户|名|部|处|套|项|件|条|座|栋|幢|所|对|人(?!次)|人次|万元|亿元|万?平方米|公里|%|％'
const TURNS = '次(?!性|序|日|月|年|要|生|供水|加压|污染|装修|利用|分配|元|改造)|轮(?!换|流|岗)|场(?!所|地|景)|遍'
const NUMBER = new RegExp(
  `(?<![第前\\d.])(?:(\\d+(?:\\.\\d+)?)(?:[-—–~～至到](\\d+(?:\\.\\d+)?))?(${THINGS}|${TURNS})|(${NUMERAL})(${TURNS}))(以上|以内|以下)?`,
  'g',
)
const AT_LEAST = /(?:至少|不少于|不低于|不小于|不得少于|超过|≥|>=|力争达到)[^\d，；。]{0,8}$/
const AT_MOST = /(?:不超过|不高于|不多于|不大于|至多|最多|控制在|≤|<=)[^\d，；。]{0,8}$/
const COVERED = /全覆盖/

/** The numeric targets of a task, each with the verbatim words it stands in; `by` and `period` come from those words or from 完成时限. */
export function findQuotas(row: Row, context: Partial<DeadlineContext> = {}): Quota[] {
  const limit = compileDeadline(row.deadline, context)
  const fallback = { by: limit.milestones.length === 1 ? limit.milestones[0]!.due : undefined, period: limit.recurrences[0]?.every }
  const quotas = (['task', 'requirement', 'deadline'] as const).flatMap((source) =>
    row[source].split(/(?<=[，；。\n])/).flatMap((clause) => {
      const time = compileDeadline(clause, context)
      const own = { by: time.milestones.at(-1)?.due, period: time.recurrences[0]?.every }
      const { by, period } = own.by || own.period ? own : fallback
      return inClause(clause, source).map((quota) => ({ ...quota, ...(period && { period }), ...(by && !period && { by }) }))
    }),
  )
  return quotas
    .map((quota) => (quota.metric ? quota : { ...quota, metric: subjectOf(row.task) }))
    .filter((quota) => quota.source !== 'deadline' || quota.metric !== subjectOf(row.task))
}

function inClause(clause: string, source: Quota['source']): Quota[] {
  const numbers = [...clause.matchAll(NUMBER)]
  if (numbers.length === 0) return source === 'requirement' && COVERED.test(clause) ? [covered(clause)] : []
  return numbers.map((match, i) => {
    const from = i === 0 ? 0 : clause.indexOf(numbers[i - 1]![0]) + numbers[i - 1]![0].length
    const until = numbers[i + 1]?.index ?? clause.length
    const [before, after] = [clause.slice(from, match.index), clause.slice(match.index + match[0].length, until)]
    const text = trimmed(
      clause.slice(i === 0 ? 0 : match.index - lastPiece(before).length, match.index + match[0].length + firstPiece(after).length),
    )
    return { source, text, metric: metricOf(before, after), ...amountOf(match, before) }
  })
}

const trimmed = (text: string): string => text.replace(/^[\s、和及与]+|[\s，；。、和及与]+$/g, '')
const lastPiece = (words: string): string => /(?:“[^”]*”|[^、和])*$/.exec(words)![0]
const firstPiece = (words: string): string => /^(?:“[^”]*”|[^、])*?(?=、|(?:以?及|和|与)(?:不|至少|每|全年)|$)/.exec(words)?.[0] ?? words

function amountOf(match: RegExpMatchArray, before: string): Pick<Quota, 'unit' | 'comparator' | 'value' | 'lo' | 'hi'> {
  const [, low, high, thing, counted, turn, suffix] = match
  const unit = (thing ?? turn)!.replace('％', '%')
  if (high) return { unit, comparator: 'range', lo: Number(low), hi: Number(high) }
  const comparator = AT_LEAST.test(before) || suffix === '以上' ? '>=' : AT_MOST.test(before) || suffix ? '<=' : '='
  return { unit, comparator, value: low ? Number(low) : numeral(counted!) }
}

const covered = (clause: string): Quota => {
  const text = trimmed(clause)
  return {
    source: 'requirement',
    text,
    metric: metricOf(text.slice(0, text.indexOf('全覆盖')), text.slice(text.indexOf('全覆盖') + 3)),
    value: 100,
    unit: '%',
    comparator: '=',
    implied: true,
  }
}

/** What is counted: the words after the number, or those before it without the time and the verb. */
function metricOf(before: string, after: string): string {
  const following = trimmed(firstPiece(after)).replace(/^(?:全?覆盖|的|以上)+/, '')
  if (following.length > 1) return following
  return trimmed(lastPiece(before))
    .replace(/^.*?(?:每年|每月|每季度|\d+年(?:底前)?|年底前)|(?:至少|不少于|不低于|不超过|开展|申报|完成|实现|推进|达到)+$/g, '')
    .replace(/^(?:开展|组织|实现|推进|落实|完成)/, '')
}

const subjectOf = (task: string): string => trimmed(task.split(/[，；。]/)[0]!).replace(/^(?:指导|督促|支持|推动)/, '')
