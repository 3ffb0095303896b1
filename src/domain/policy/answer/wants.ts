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

const pairsOf = (text = '') => Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2))

/** 几个 is some, not how many, where something else is asked: 几个楼划成一片归谁划, 有这回事么 */
const SOME = /(能不能|可不可以|可以|会不会|给不给).{0,12}几|几.{4,}(归谁|谁|怎么|咋|[吗么没]|支持不|行不|[能可]不[能可]以?)[^几]{0,6}$/

/** What a clause must hold to tell "how many": a figure before the measure asked in, or any figure that is no date. */
function countWanted(question: string): RegExp | undefined {
  const asked =
    /(?<!哪|分|好|第|前|头|那|这|里的|中的)(?:多少|几)([个台次轮场名户回人位家遍])(?!月|方面|街镇.{0,4}叫|单位|部门|委|局|负责|牵头|管)/.exec(
      question,
    )
  const noun = asked && pairsOf(/^[\u4e00-\u9fa5]{2,8}/.exec(question.slice(asked.index + asked[0].length))?.[0]).join('|')
  if (asked && /[次轮场回遍]/.test(asked[1]!)) return new RegExp(`${FIGURE}[次轮场回](?!供水)|每年|每月|双月`)
  if (/(提前|最多|至少|最长|最短)几个?(月|天|周|年|小时)/.test(question)) return new RegExp(`${FIGURE}个?(月|天|周|日|年|小时)(?!底|初|前)`)
  if (asked && SOME.test(question)) return undefined
  if (asked) return new RegExp(`${FIGURE}(?:[个余多]?${asked[1]}${noun ? `|${noun}` : ''})`)
  if (SOME.test(question) && !/多少/.test(question)) return undefined
  if (/几年(?![一搞办开评查做前级底内来])/.test(question) && !/20\d\d|哪/.test(question)) return /[一二两三四五六七八九十]年(?!行动|计划)/
  if (/(目标|指标)值|具体数值/.test(question)) return new RegExp(`\\d%|\\d(?!年|月|条)|${FIGURE}${MEASURES}`)
  const counted = /([台人户])数[^，。]{0,4}(?:多少|几|[?？]?$)/.exec(question)
  if (counted) return new RegExp(`${FIGURE}[个余多]?${counted[1] === '人' ? '[人名]' : counted[1]}`)
  if (/率[^，。]{0,6}(多少|几)/.test(question)) return /\d%/
  if (/谁.{0,4}定|由谁|[怎咋]么?定/.test(question)) return undefined
  return /(?<!第)多少(?!钱)/.test(question) ? new RegExp(`\\d(?!年|月|条)|${FIGURE}(?:${MEASURES}|元)`) : undefined
}

/** Whether "how many" is asked of a clause that, with its table rows, gives no figure. */
export function lacksCount(index: PolicyIndex, question: string, entry: Entry): boolean {
  const wanted = countWanted(question)
  if (!wanted) return false
  const rows = index.rowsOf.get(entry.clause.id) ?? []
  return ![entry, ...rows].some((one) => wanted.test(`${one.text}${one.row?.deadline ?? ''}`))
}

const CONTENTS = /(哪些|哪\S?项|几项|什么|啥)(具体|主要)?内容|内容(有|是|包括|含)?(哪些|什么|啥)/

/** What a paper that is only named holds: 履职清单都列了哪些事项, 具体哪几种情形 */
const HELD_IN =
  /(清单|指引|细则|办法|规范|目录|标准|名录|情形|要求)[^，。]{0,4}(列|写|有|包括|包含|含|规定|都)[^，。]{0,4}(哪些|哪几|什么|啥)|具体(是|有|包括|为)?(哪些|哪几)[种条项类样个]?|(清单|细则|目录|标准|名录)的?(具体|全部)?(条目|明细|细目)/

const lists = (sentence: string) => (sentence.match(/、/g) ?? []).length >= 2

/** Whether the contents of a thing are asked of a clause that only names it: no sentence on it lists anything. */
export function lacksContents(index: PolicyIndex, { question, words }: Pick<Understanding, 'question' | 'words'>, entry: Entry): boolean {
  const isHeldIn = HELD_IN.test(question)
  if ((!CONTENTS.test(question) && !isHeldIn) || !words.length) return false
  const forms = words.flatMap((word) => [word, ...(index.glossary.get(word) ?? [])])
  const speaking = entry.text.split(/[。；;]/).filter((sentence) => forms.some((form) => sentence.includes(form)))
  if (isHeldIn) return speaking.length > 0 && !speaking.some(lists)
  return speaking.length > 0 && !speaking.some((sentence) => /、|，|包[括含]/.test(sentence))
}

/** 停电动车 says nothing of 停电: a longer word that begins within and reaches further is what is said. */
function isSaid({ lexicon }: PolicyIndex, question: string, word: string): boolean {
  const at = question.indexOf(word)
  const end = at + word.length
  const reaches = (other: string) => {
    const from = question.indexOf(other, at + 1)
    return from > at && from < end && from + other.length > end
  }
  return at >= 0 && !lexicon.canonical.some((pair) => pair.some(reaches))
}

/** The word whose presence decides (余额, 清洗) and that neither the clause nor its rows have. */
export function lacksWord(index: PolicyIndex, question: string, entry: Entry): string | undefined {
  const told = [entry, ...(index.rowsOf.get(entry.clause.id) ?? [])].map((one) => one.clause.text + factsOf(one)).join()
  const isTold = (word: string) => [word, ...(index.glossary.get(word) ?? [])].some((form) => told.includes(form))
  return index.lexicon.decisive.find((word) => isSaid(index, question, word) && !isTold(word))
}

const factsOf = (entry: Entry) => `${entry.text}${entry.row?.deadline ?? ''}`

const TIME = /20\d\d|\d月|年底|每[年月]|按月|月度|年度|适时|后启动|三年|前$/
const TIME_ASKED = /什么时候|啥时候|何时|几月|哪年|哪一年|多会儿|几时|哪个月|什么时间|几号|截止|最晚|最迟|日期/

/** Whether "when" is asked of a clause that, with its table rows, gives no time at all. */
export function lacksTime(index: PolicyIndex, question: string, entry: Entry): boolean {
  if (!TIME_ASKED.test(question)) return false
  if (DAY_ASKED.test(question)) return !/\d[日号]/.test(factsOf(entry))
  const rows = index.rowsOf.get(entry.clause.id) ?? []
  return ![entry, ...rows].some((one) => one.row !== undefined || TIME.test(one.text))
}

/** 几号开班: a day, which a month does not tell */
const DAY_ASKED = /几号(?!文|楼)|星期几|几点/

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
