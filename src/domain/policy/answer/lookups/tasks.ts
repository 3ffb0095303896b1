import type { Entry } from '../entry.ts'
import type { PolicyIndex } from '../index.ts'
import type { Understanding } from '../understand.ts'
import { namedUnits } from '../unit-names.ts'

export type TaskList = { what: string; rows: Entry[]; clauses: Entry[] }

const LISTING =
  /哪些|哪几|哪[\d一两三四五六]*项|几[项件]|多少项|多少个?任务|几个任务|有什么|有啥|什么任务|啥任务|列(一下|出|全)|全列|一共|都(有|是|管|干)|一摊|什么事|啥事|管(什么|啥)|干(什么|啥)|负责(什么|啥)|承担|职责|分工|活儿?|清单|牵头(的|了)?(什么|啥|任务)|所有|完成(什么|啥)|什么工作|啥工作|哪些工作|参与(了|的)?(哪|什么|啥|多少)|(任务|的条款|的事项)[?？]?$|是哪个/
const SMALL = 0.5

/** Lists of tasks by unit, by date, or by both: "区水务局牵头哪些任务", "2025年11月底前要完成的有哪些". */
export function findTasks(index: PolicyIndex, asked: Understanding, documents: string[]): TaskList | undefined {
  const { question } = asked
  if (!LISTING.test(question)) return undefined
  const units = namedUnits(index.units, index.fold(question)).filter(
    ({ unit }) => !documents.length || unit.startsWith('市') === documents.every((id) => id.startsWith('beijing')) || !/^[市区]/.test(unit),
  )
  const time = timeOf(question)
  if ((!units.length && !time) || isOfUnknown(index, question)) return undefined
  if (
    hasTopic(
      index,
      asked,
      units.map((one) => one.call),
    )
  )
    return undefined
  const role = /牵头/.test(question) ? 'lead' : /配合|协助|落实单位/.test(question) ? 'support' : 'any'
  const calls = new Set(index.units.filter((one) => units.some(({ unit }) => unit === one.unit)).flatMap((one) => one.calls))
  const isMeant = (name: string) => calls.has(bare(name)) || units.some(({ unit }) => bare(unit) === bare(name))
  const rows = index.entries.filter(({ row }) => {
    if (!row) return false
    const held = [...(role === 'support' ? [] : row.lead), ...(role === 'lead' ? [] : row.support)]
    return (!units.length || held.some(isMeant)) && (!time || time.matches(row.deadline, row.requirement))
  })
  const named = units.length && !time ? index.entries.filter((entry) => !entry.row && entry.clause.units.some(isMeant)) : []
  const inScope = (entry: Entry) => !documents.length || documents.includes(entry.document.id)
  const clauses = role === 'any' || !rows.length ? named.filter(inScope) : []
  const taken = rows.filter(inScope)
  if (!taken.length && !clauses.length) return undefined
  const who = [...new Set(units.map((one) => one.unit))].slice(0, 2).join('、')
  const what = `${who}${units.length ? (role === 'lead' ? '牵头' : role === 'support' ? '配合' : '承担') : ''}${time ? `${time.name}` : ''}`
  return { what, rows: taken, clauses }
}

/** 区城市管理委（交通委） is 区城市管理委 as well. */
const bare = (unit: string) => unit.replace(/（.*）$/, '')

type Time = { name: string; matches: (deadline: string, requirement: string) => boolean }

/** A deadline quoted word for word: 完成时限写“每年开展考评”的; a date as deadlines write it; the month may stand in the deadline only, a bare year also in the requirement. */
function timeOf(question: string): Time | undefined {
  const [, column, quoted] = /(时限|截止|期限|要求).{0,8}[“"「]([^”"」]{3,20})[”"」]/.exec(question) ?? []
  const written = /[“"「]([^”"」]{3,20})[”"」]的?(?:任务|事项|工作)?(?:是|有|都有|都是|一共)?(?:哪|几项|几条|多少项)/.exec(question)?.[1]
  if (written)
    return { name: `写明“${written}”`, matches: (deadline, requirement) => deadline.includes(written) || requirement.includes(written) }
  if (quoted && column === '要求') return { name: `要求“${quoted}”`, matches: (_, requirement) => requirement.includes(quoted) }
  if (quoted) return { name: `时限为“${quoted}”`, matches: (deadline) => deadline.includes(quoted) }
  const dated =
    /(20\d\d)年?的?(?:(\d{1,2})月份?)?(?:年?底|末|以?前|之前|内|份|要|该|必须|到期|截止|完成|的|任务|收尾)/.exec(question) ??
    /(20\d\d)年/.exec(question)
  if (dated) {
    const [, year, month] = dated
    const months = [...new Set([month, ...[...question.matchAll(/(\d{1,2})月/g)].map((found) => found[1])])].filter(
      (one) => one !== undefined,
    )
    if (month && months.length)
      return {
        name: `${year}年${months.join('、')}月底前完成`,
        matches: (deadline) => months.some((one) => new RegExp(`${year}年${one}月(?!起)`).test(deadline)),
      }
    return { name: `时限在${year}年`, matches: (deadline, requirement) => new RegExp(`${year}年`).test(`${deadline}${requirement}`) }
  }
  const often = /每年.{0,3}至少.{0,4}[一1]([轮次])/.exec(question)?.[1]
  if (often)
    return { name: `每年至少一${often}`, matches: (_, requirement) => new RegExp(`每年至少[^，。；]{0,8}[一1]${often}`).test(requirement) }
  if (/持续落实/.test(question)) return { name: '时限为“持续落实”', matches: (deadline) => deadline === '持续落实' }
  if (/每年(?!度?\d月)|年度|一年一次/.test(question) && /时限|任务|要(做|办|开展)|完成/.test(question))
    return { name: '每年开展', matches: (deadline) => /每年/.test(deadline) }
  return undefined
}

/** “银杏管家”行动哪些街道参加: a name that no document has */
const isOfUnknown = (index: PolicyIndex, question: string): boolean =>
  [...question.matchAll(/[“"「]([^”"」]{2,12})[”"」]/g)].some(
    ([, name]) => !index.entries.some(({ text, row }) => `${text}${row?.deadline}${row?.requirement}`.includes(name!)),
  )

/** Whether the question speaks of a subject besides the unit, the date and the asking itself. */
function hasTopic(index: PolicyIndex, { question }: Understanding, calls: string[]): boolean {
  const bare = calls
    .reduce((text, call) => text.replace(index.fold(call), ' '), index.fold(question.replace(/[“"「][^”"」]*[”"」]/g, ' ')))
    .replace(FRAME, ' ')
  return index.segment(bare.replace(/20\d\d年?|\d+月/g, ' ')).some((word) => index.weightOf(word) > SMALL || word.length > 3)
}

const FRAME =
  /任务分解表|分解表|任务|牵头|配合|负责|承担|完成|时限|截止|到期|底前|年底|哪些|哪几|工作|事项|单位|部门|落实|收尾|节点|持续|每年|开展|海淀区?|石景山区?|市里|市级|全市|北京市?|方案|三年|计划|行动|文件|意见|交账|卡在|职责|分工|参与|管|列|要求|重点|条款|具体|内容|主要|一共|总共|之前|以前|必须|应当|需要|办结|清单/g
