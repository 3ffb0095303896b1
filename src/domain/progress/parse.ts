import { NUMERAL, numeral } from '#src/domain/deadlines/numerals.ts'
import type { ProgressStatus } from '#storage/schema/index.ts'
import { delayIn } from './rules-delay.ts'
import { readFigure } from './rules-figure.ts'
import { corrects, retracts, tellsMistake } from './rules-retract.ts'

/** What a person's own words say. `doubt` is what they leave open: then the person is asked before anything is written. */
export type Said = {
  taskNo?: number
  status?: ProgressStatus
  percent?: number
  /** more time is asked for: the words that say until when */
  extension?: string
  /** why, as far as the words around the request say it */
  reason?: string
  /** more time is asked for as a question: the person is asked before a request is made */
  tentative?: boolean
  remark: string
  doubt?: string
  /** what was reported before is taken back: it was wrong, or the work is not complete after all */
  retracts?: boolean
  /** nothing reported: a question, a thank-you, several tasks in one breath, a task that is said to be somebody else's, a wrong report */
  not?: 'question' | 'courtesy' | 'several' | 'disclaimed' | 'mistaken'
}

const named = new RegExp(
  `^(?:任务|第|序号)?\\s*(\\d{1,3})\\s*(?:[号项]任务|[号项]?(?=[\\s:：,，、。的]|$))|^(?:任务|第)\\s*(\\d{1,3}|${NUMERAL})(?:项任务|项|号任务|号)?`,
)
const inside = /(?<![号项])任务\s*(\d{1,3})|第\s*(\d{1,3})\s*(?:项|号)任?务?/g
/** a figure of its own before the words, already told by `percent` */
const leadingFigure = /^(?:\d{1,3}\s*[%％]|百分之\d{1,3})[\s，,、。：:]*/
const opening = /^(?:的|[\s:：,，、。？?])+/

const extensionAsked =
  /(?:申请|希望|请求|恳请|请|想|需要?|能否|能不能|可否|可以|拟|建议)[^，。；？?]{0,8}?(?:延期|延长|延至|延到|延后|推迟|延迟|展期|顺延|宽限|缓)[^，。；？?]*|^(?:延期|延至|延到|延长|推迟到?|延后|顺延)[^，。；？?]*|[^，。；？?]*(?:延期[到至]|延[至到]|推迟到)[^，。；？?]*|(?:再|多)(?:给|宽限)[^，。；？?]{1,12}(?:天|日|周|月|时间)/
const extensionDenied =
  /(?:不|无需|不用|不必|没|未|不会|已经?|上次)(?:需要?|用|想|再)?(?:申请)?(?:延期|延长|推迟|延后|延至|延到)|(?:撤回|撤销|取消|收回|作废)[^，。；]{0,8}延期|延期的?(?:申请)?(?:撤回|撤销|取消|收回|作废)/

const courtesy =
  /^(?:收到|好的?|知道了?|明白|了解|谢谢|感谢|辛苦了?|ok|OK|嗯+|行|没问题|\[[^\]]+\]|👌|👍)[！!。.～~，,\s]*(?:谢谢|收到|辛苦了?)?[！!。.～~\s]*$/
/** signs and pictures without a word */
const wordless = /^[^\p{L}\p{N}?？%]+$/u
const disclaimer =
  /(?:不|没)(?:归|由|是|属于?|该)(?:我们?|[我本](?:单位|街道|[局委办镇区]))[^，。；]{0,4}(?:管|负责|牵头|承办|主责|职责|职能|范围|的事|的活|的任务|[。！!]?$)|(?:找|派|发|分|报)错(?:单位|人|部门)/
const question = /[?？]\s*$|吗[。！]?$|(?:什么时候|怎么填|怎么报|哪些|多少|谁|为什么|如何|啥时候)/

/** 能不能延期: a plea; 延期怎么申请: a question about it, unless it says until when */
const pleading = /能否|能不能|可否|可不可以|是否可以|行不行|[行好成可以]吗|[?？]\s*$|吗[。！]?$/
const inquiring = /怎么|如何|哪些|什么|谁|几次|多久/
const saysWhen = /[\d一二两三四五六七八九十半](?:个?月|[日号天周]|个?工作日)|[年月]底|[下明][个]?[周月年]/

const stuck =
  /卡(?:在|住|着|壳)|受阻|遇阻|缺钱|没钱|受限|停滞|停工|搁置|暂停|中断|推进不了|推不动|推进不下去|(?:遇到|有|存在|面临)[^，。；]{0,6}(?:困难|阻力|障碍)|无法(?:推进|开展|实施|完成)|难以(?:推进|开展|完成)|办不(?:了|下来)|谈不(?:拢|下来)|(?:资金|经费|批复|手续|预算)(?:还|尚)?(?:没|未|不)(?:有)?(?:到位|下来|落实|批)|缺(?:资金|经费|人手)|没(?:有)?(?:资金|经费|钱)|(?:居民|业主|业委会|物业)[^，。；]{0,6}(?:不同意|不配合|反对)/
const unstuck =
  /(?:没有|无|不存在|未遇到|没遇到)[^，。；]{0,4}(?:困难|阻力|障碍)|(?:困难|问题|障碍|受阻)[^，。；]{0,4}(?:已|都)?解决|不再?(?:受阻|卡)/
const notBegun = /(?:还|尚|仍)?(?:没有?|未)(?:有)?(?:正式)?(?:启动|开始|开展|动工|开工|动)(?!员)/
const lacking =
  /(?:还|尚|仍)(?:差|剩|缺|余|有[^，。；]{1,12}(?:没|未)|未|没)|剩(?:余|下)?|未完成|没完成|没有完成|尚未|完成不了|(?:个|家|处|户|项|台)(?:没|未)|除[^，。；]+外|没做完|没办完/
const vague: [RegExp, number][] = [
  [
    /(?:差不多|基本|大体|大致|大体上)(?:都|已经?|全部)?(?:完成|做完|办完|好了?|了|完)|(?:快|即将|马上|就要|接近)(?:要)?(?:完成|做完|办完|办结|收尾|好了|完)|收尾阶段|(?:完成|做)得?差不多/,
    90,
  ],
  [/大部分|多数|大头/, 70],
]
const DONE =
  '(?:全部|全面|按[期时])?(?:完成|办结|[做办弄搞干]完|完结|结束|办好|弄好|搞定|(?:落实|整改)到位|(?:办理|整改)完毕)了?(?=[，,。；！!\\s]|$)'
const WHOLE = '(?:目前|现在?|我们|我[局委办镇]|我街道|本?单位|(?:该|此|本)?项?(?:任务|工作|事项|整改)|各项工作|此项|本项|该项)?'
const DAY = '[去今本上中下旬初底前昨天年月日号\\d]{2,14}'
const ALREADY = `(?:已经?[于在]${DAY}|${DAY}[就均都]?已经?|已经?|均已?|都已?)`
/** said of the whole: 已完成, 任务已办结, 全部做完, 已于10月完成; of a part it is asked about */
const finished = new RegExp(`(?:^|[，,。；：:\\s])${WHOLE}${ALREADY}?${DONE}|全部(?:完成|办结|做完|落实|整改)`)
const finishedOf = new RegExp(`[^，。；：:\\s]{1,14}?(?:已经?|均已?|都已?)${DONE}`)
const finishedPart = /(?:已经?|均已)?完成了?(?!\s*[的\d零一二两三四五六七八九十百半])[^，。；！!\s\d%％]{1,14}/
const underWay =
  /进展|进度|正在|在[弄做办搞跑]|推进|开展|组织|启动|已(?:印发|召开|部署|上报|报送|制定|开工|进场|签|联系|对接|收集|摸排|排查|发|建|选|培训|梳理|明确|形成|起草|提交)|征求意见|走(?:流程|程序)|招标|会签|起草|审批中|施工|摸底|进行中|完成了?\s*[\d一二两三四五六七八九十百]+/

/** Reads a person's own words: which task, how far, what is in the way, more time asked for. The words stay as the remark. */
export function readProgress(text: string): Said {
  const said = text.trim().replace(/[０-９％]/g, (char) => char.normalize('NFKC'))
  const { taskNo, several, remark: words } = taskIn(said)
  const remark = words.replace(leadingFigure, '')
  const base = { ...(taskNo === undefined ? {} : { taskNo }), remark }
  if (several) return { ...base, not: 'several' }
  if (courtesy.test(words) || wordless.test(said)) return { ...base, not: 'courtesy' }
  if (disclaimer.test(words) && !readFigure(words)) return { ...base, not: 'disclaimed' }
  const back = retracts(words) ? { retracts: true } : {}
  if (tellsMistake(words) && !readFigure(words) && !stuck.test(words)) return { ...base, ...back, not: 'mistaken' }
  const delay = extensionDenied.test(words) ? undefined : moreTimeIn(words)
  const extension = delay?.extension
  if (extension ? asksAbout(extension, words) : question.test(words)) return { ...base, not: 'question' }
  const rest = extension ? words.replace(extension, '').replace(opening, '') : words
  const state = stateIn(rest)
  if (!extension) return { ...base, ...back, ...state }
  return {
    ...base,
    ...(tellsToo(state) ? state : {}),
    extension,
    ...reasonIn(rest),
    ...(delay?.tentative || pleading.test(words) ? { tentative: true } : {}),
  }
}

/** More time applied for, or a delay that is told of. */
function moreTimeIn(words: string): { extension: string; tentative: boolean } | undefined {
  const [asked] = extensionAsked.exec(words) ?? []
  return asked ? { extension: asked, tentative: false } : delayIn(words)
}

const asksAbout = (extension: string, words: string): boolean => {
  const clause = words.split(/[，。；]/).find((part) => part.includes(extension)) ?? extension
  return inquiring.test(clause) && !saysWhen.test(clause)
}

/** Beside a request for time only a plain figure or an obstacle is a report; the rest is why. */
const tellsToo = ({ status, percent, doubt }: State): boolean =>
  doubt === undefined && (status === 'blocked' || (status === 'doing' && percent !== undefined))

const because = /因|由于|卡|未|没|等待|等|缺|困难|需要?|不(?!行)|受|难|改期|延误|影响/

/** asking politely is no reason */
const plea = /[，,。；;\s]*(?:行不行|可不可以|可以吗|行吗|好吗|能行吗|成吗)?[?？]?$/

const nicety = /^(?:请|望|恳请|烦请|麻烦|谢|感谢|辛苦|妥否|特此|领导|各位|另外)/

/** Words beside a request for time that say why; how far things are is no reason. */
function reasonIn(rest: string): { reason?: string } {
  const reason = rest
    .replace(plea, '')
    .replace(/[，,。；;\s]+$/, '')
    .replace(/^(?:原因|理由)(?:是|为)?[:：\s]*/, '')
  const tells = reason.length >= 4 && !nicety.test(reason) && stateIn(reason).doubt === UNREAD
  return because.test(reason) || tells ? { reason } : {}
}

function taskIn(said: string): { taskNo?: number; several?: boolean; remark: string } {
  const head = said.match(named)
  const number = head ? numeral(head[1] ?? head[2]!) : undefined
  const others = [...said.matchAll(inside)].map((match) => Number(match[1] ?? match[2]))
  const all = new Set([...(number === undefined ? [] : [number]), ...others])
  // A lone number says how far rather than which.
  if (head && /^\d+$/.test(said)) return { remark: said }
  const taskNo = number ?? others[0]
  const remark = (head ? said.slice(head[0].length) : said).replace(opening, '')
  return { ...(taskNo === undefined ? {} : { taskNo }), several: all.size > 1, remark }
}

type State = Pick<Said, 'status' | 'percent' | 'doubt'>

const UNREAD = '没有读出完成情况'

function stateIn(text: string): State {
  const lone = /^(?:[已都]?(?:到|有)了?)?(\d{1,3})(?:了|左右)?[。！!]?$/.exec(text)
  if (lone) return { status: 'doing', percent: Number(lone[1]), doubt: `「${text}」是完成百分比吗` }
  const figure = readFigure(text)
  const blocked = stuck.test(text) && !unstuck.test(text)
  const lacks = lacking.test(text)
  if (figure) return ofFigure(figure, { blocked, lacks, onlyFigure: corrects(text) && !unstuck.test(text) })
  if (notBegun.test(text)) return { status: blocked ? 'blocked' : 'doing', percent: 0 }
  if (blocked) return { status: 'blocked' }
  const near = vague.find(([pattern]) => pattern.test(text))
  if (near) return { status: 'doing', percent: near[1], doubt: '没有写明完成了百分之多少' }
  if (finished.test(text)) return lacks ? { status: 'doing', doubt: '既说完成，又说还有未完成的' } : { status: 'done', percent: 100 }
  if (lacks) return { status: 'doing' }
  const part = finishedOf.exec(text) ?? finishedPart.exec(text)
  if (part) return { status: 'done', percent: 100, doubt: `「${part[0]}」是整项任务都完成了吗` }
  if (underWay.test(text)) return { status: 'doing' }
  return text === '' ? {} : { doubt: UNREAD }
}

type Beside = { blocked: boolean; lacks: boolean; onlyFigure: boolean }

function ofFigure({ percent, sure }: { percent: number; sure: boolean }, { blocked, lacks, onlyFigure }: Beside): State {
  const doubt = sure ? {} : { doubt: '没有写明完成了百分之多少' }
  if (blocked) return { status: 'blocked', percent, ...doubt }
  if (percent === 100 && lacks) return { status: 'doing', percent: 90, doubt: '既说100%，又说还有未完成的' }
  if (percent === 100) return { status: 'done', percent, ...doubt }
  return { ...(onlyFigure ? {} : { status: 'doing' }), percent, ...doubt }
}
