import type { Entry } from './entry.ts'
import type { Intent } from './frame.ts'
import type { PolicyIndex } from './index.ts'
import { escapeRegExp } from './normalise.ts'
import type { Understanding } from './understand.ts'

const MEASURES = '[个台次家项类种轮处场户名条批]'
const FIGURE = '[\\d一二两三四五六七八九十百千]'

/** The shapes of text that hold what the question asks for: 几个街镇 → a number before 个街镇. */
export function wantsOf(question: string, intents: Set<Intent>): RegExp[] {
  const wants: RegExp[] = []
  for (const [, measure, noun] of question.matchAll(/(?:几|多少)([个台次家项类种轮处场回户名条])?([\u4e00-\u9fa5]{0,4})/g)) {
    const unit = measure === '回' || measure === '场' ? '[次场回]' : escapeRegExp(measure ?? MEASURES)
    if (noun) wants.push(new RegExp(`${FIGURE}[个余多]?${unit}以?上?的?${escapeRegExp(noun)}`))
    wants.push(new RegExp(`${FIGURE}${unit}`))
  }
  if (intents.has('deadline')) wants.push(/20\d\d年|\d月|年底/)
  if (intents.has('frequency'))
    wants.push(/每年|每月|按月|双月|月度|年度|\d次|一次|一轮/, /每年|每月|按月|双月|月度|年度|定期|\d次|一次|一轮/)
  if (intents.has('ratio')) wants.push(/\d%/)
  for (const [year] of question.matchAll(/20\d\d年/g)) wants.push(new RegExp(year))
  return wants
}

/** What a clause must hold to tell "how many": a figure before the measure asked in, or any figure that is no date. */
function countWanted(question: string): RegExp | undefined {
  const asked = /(?<!哪|分|好|第|前)(?:多少|几)([个台次轮场名户回人位家])(?!月|方面|街镇.{0,4}叫|单位|部门|委|局|负责|牵头|管)/.exec(
    question,
  )
  if (asked && /[次轮场回]/.test(asked[1]!)) return new RegExp(`${FIGURE}[次轮场回](?!供水)|每年|每月|双月`)
  if (/(提前|最多|至少|最长|最短)几个?(月|天|周|年|小时)/.test(question)) return new RegExp(`${FIGURE}个?(月|天|周|日|年|小时)(?!底|初|前)`)
  if (asked) return new RegExp(`${FIGURE}[个余多]?${asked[1]}`)
  if (/几年(?![一搞办开评查做前级底内来])/.test(question) && !/20\d\d|哪/.test(question)) return /[一二两三四五六七八九十]年(?!行动|计划)/
  const counted = /([台人户])数(?!据|字|码)/.exec(question)
  if (counted) return new RegExp(`${FIGURE}[个余多]?${counted[1] === '人' ? '[人名]' : counted[1]}`)
  if (/率[^，。]{0,6}(多少|几)/.test(question)) return /\d%/
  return /(?<!第)多少(?!钱)/.test(question) ? new RegExp(`\\d(?!年|月|条)|${FIGURE}${MEASURES}`) : undefined
}

/** Whether "how many" is asked of a clause that, with its table rows, gives no figure. */
export function lacksCount(index: PolicyIndex, question: string, entry: Entry): boolean {
  const wanted = countWanted(question)
  if (!wanted) return false
  const rows = index.rowsOf.get(entry.clause.id) ?? []
  return ![entry, ...rows].some((one) => wanted.test(`${one.text}${one.row?.deadline ?? ''}`))
}

const CONTENTS = /(哪些|哪\S?项|几项|什么|啥)(具体|主要)?内容|内容(有|是|包括|含)?(哪些|什么|啥)/

/** Whether the contents of a thing are asked of a clause that only names it: no sentence on it lists anything. */
export function lacksContents(index: PolicyIndex, { question, words }: Pick<Understanding, 'question' | 'words'>, entry: Entry): boolean {
  if (!CONTENTS.test(question) || !words.length) return false
  const forms = words.flatMap((word) => [word, ...(index.glossary.get(word) ?? [])])
  const speaking = entry.text.split(/[。；;]/).filter((sentence) => forms.some((form) => sentence.includes(form)))
  return speaking.length > 0 && !speaking.some((sentence) => /、|，|包[括含]/.test(sentence))
}

/** The word whose presence decides (余额, 清洗) and that neither the clause nor its rows have. */
export function lacksWord(index: PolicyIndex, question: string, entry: Entry): string | undefined {
  const told = [entry, ...(index.rowsOf.get(entry.clause.id) ?? [])].map((one) => one.clause.text + factsOf(one)).join()
  return index.lexicon.decisive.find((word) => question.includes(word) && !told.includes(word))
}

const factsOf = (entry: Entry) => `${entry.text}${entry.row?.deadline ?? ''}`

const TIME = /20\d\d|\d月|年底|每[年月]|按月|月度|年度|适时|后启动|三年|前$/
const TIME_ASKED = /什么时候|啥时候|何时|几月|哪年|哪一年|多会儿|几时|哪个月|什么时间|几号|截止|最晚|最迟|日期/

/** Whether "when" is asked of a clause that, with its table rows, gives no time at all. */
export function lacksTime(index: PolicyIndex, question: string, entry: Entry): boolean {
  if (!TIME_ASKED.test(question)) return false
  const rows = index.rowsOf.get(entry.clause.id) ?? []
  return ![entry, ...rows].some((one) => one.row !== undefined || TIME.test(one.text))
}

const SOME_RHYTHM = /每|定期|及时|月度|年度|按年|按月|双月|持续|一次|一轮/

const RHYTHM = /每|定期|月度|年度|按年|按月|双月|一次|一轮|及时更新/

/** What is done so often: 多久换一次, 一年清洗几次; doing as such (搞, 办, 开展) says nothing. */
const DONE = /(?:多久|多长时间|隔多久|几个?[年月天周])([\u4e00-\u9fa5]{1,2}?)一?[次回遍轮期]/
const JUST_DOING = /^(?:要|得|需|需要|应该?|能)?(?:搞|办|开|做|弄|来|整|有|组织|举办|开展|进行|一|才)/

/** Whether "how often" is asked of a clause that speaks of no rhythm at all, or of that of another doing. */
export function lacksRhythm({ question, intents }: Pick<Understanding, 'question' | 'intents'>, entry: Entry): boolean {
  const done = DONE.exec(question)?.[1]
  if (!intents.has('frequency') && !done) return false
  const told = `${entry.text}${entry.row?.deadline ?? ''}`
  if (!SOME_RHYTHM.test(told)) return true
  if (!done || JUST_DOING.test(done)) return false
  return !told.split(/[。；;]/).some((sentence) => RHYTHM.test(sentence) && sentence.includes(done.at(-1)!))
}

const HOW_OFTEN = /每[年月周季日]|按月|双月|月度|年度|\d(次|轮)/

/** What is to be said when an answer gives no figure: asked how often, the clause only says 定期 or 及时. */
export const unwritten = (intents: Set<Intent>, summary: string): string[] =>
  intents.has('frequency') && !HOW_OFTEN.test(summary) ? ['原文没有写明具体多久一次'] : []
