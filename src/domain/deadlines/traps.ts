import { isYearOnly } from './periods.ts'
import type { Chain } from './terms.ts'

/** Dates that describe something and set no deadline: 2018年工作总结, 与2015年相比, 2005年底前注册的车. */

const NAMED_AFTER =
  /^(?:度|份)?(?:的)?(?:全[市区省国县])?(?:年度)?(?:工作(?:总结|计划|任务|要点|报告|情况|方案|目标)|总结|任务|计划(?!完成|新增|新建|建设|建成|改造|引入|更新|启动|实施|培育|打造|推广|整治|达到|实现)|目标任务|预算|决算|数据|报表|情况|考核|基础上|同期|水平|相比|底数|毕业生|应届|版|以来|中央|政府工作报告|国债|专项|汛期|夏季|秋季|春季|冬季|采暖季|学年|春夏|秋冬|暑期|暑假|寒假|春运|高考|中考|全国两会|两会|冬?奥|亚运|\d+·\d+)/
const GOVERNED =
  /(?:对|将|把|按照|按|根据|依据|对照|比照|比|较|与|同|占|落实|上报|报送|编制|制定|汇总|总结|下达的|完成好?|做好|推进|启动|纳入|列入|印发|发布|公布)$/
const RELATIVE_CLAUSE =
  /^[^，；。、\d将把对完]{0,6}(?:到期|届满|新建|新增|发现|发生|注册|建成|竣工|投入使用|投运|登记|出生|入学|毕业|退休|核发|签订|未完成|已完成|取得)[^，；。、]{0,3}的/
/** Whatever the date looks like: already done, last year's, part of a name. */
const NEVER_DUE = /(?:已经?(?:[于在])?|上一?年度?|去年|前年|往年|纳入|列入|原(?:定|计划|要求|时限为?))$/
/** 2025年汛期前, 2008年奥运会前: the year belongs to the event */
const OF_AN_EVENT = /^[^，；。、\d完]{1,8}?(?:之前|以前|前)(?!期|置|往|述|列)/
/** 2025年已完成60个 */
const DONE = /^已经?(?:累计|全部|基本|提前)?(?:完成|建成|实现|引入|启动|开展|印发|出台|更新|改造)/
/** 2026年3月印发的通知, 根据2025年12月5日会议精神 */
const ISSUED = /^[^，；。、\d]{0,10}(?:印发|发布|下发|出台|颁布|公布|召开|签订|通过|作出|成立|修订)的/
const RESTS_ON = /(?:根据|按照?|依据|贯彻|落实|传达|对照)$/
/** 2026-2027年度采暖季 */
const OF_A_SEASON = /^(?:采暖|供暖|供热|取暖|雨|雪|汛|春|夏|秋|冬)季/
/** 由2025年底前调整为2026年6月底前 */
const SUPERSEDED = /^(?:完成)?(?:调整|变更|修改|更正|改|延长|延期|顺延|推迟|提前)(?:为|至|到)/
const SO_FAR = /^[，]?[^，；。]{0,12}(?:已经?|共有?|累计|达到?)/

/** Whether a chain of dates, seen with the words on both sides, only describes something. */
export function isDescriptive(chain: Chain, text: string, markedNearby: boolean): boolean {
  const lead = text.slice(Math.max(0, chain.at - 12), chain.at)
  const tail = text.slice(chain.end, chain.end + 24)
  if (/截[至止]到?$/.test(lead) && SO_FAR.test(tail)) return true
  if (NEVER_DUE.test(lead)) return true
  if (chain.marker === 'since') return !text.slice(chain.at, chain.end).endsWith('至今')
  if (chain.marker && RELATIVE_CLAUSE.test(tail)) return true
  const unmarked = !chain.marker && !chain.prefix
  if (DONE.test(tail) || SUPERSEDED.test(tail)) return true
  if (unmarked && (OF_A_SEASON.test(tail) || (chain.shape === 'one' && (ISSUED.test(tail) || RESTS_ON.test(lead))))) return true
  if (unmarked && chain.shape === 'range' && GOVERNED.test(lead)) return true
  const bare = unmarked && chain.shape === 'one'
  const term = chain.terms[0]!
  if (bare && term.holiday) return !/^(?:前后|期间|完成|$)/.test(tail)
  if (bare && term.whole === 'span' && GOVERNED.test(lead)) return true
  if (!bare || term.day || term.edge || term.tenDays) return false
  if (/^(?:的|相比|同期|水平|基础上)/.test(tail)) return true
  if (isYearOnly(term))
    return (
      (text[chain.end - 1] === '度' && !/^(?:$|内|底|末|前|完成|至少|不少于|不低于|新增|力争|[，；。：)])/.test(tail)) ||
      markedNearby ||
      NAMED_AFTER.test(tail) ||
      GOVERNED.test(lead) ||
      /(?:次|下|当|同|本|翌)年?度?$|第二年$/.test(text.slice(chain.at, chain.end))
    )
  return markedNearby || /^份?(?:的|情况|数据|报表|工作(?:总结|情况)|工资|发生)/.test(tail)
}

/** What a bare year or month only dates: an event to come, or somebody else's decision (2026年根据国家政策具体制定). */
export function awaitedIn(chain: Chain, text: string): string | undefined {
  if (chain.shape !== 'one' || chain.marker || chain.terms[0]!.day || chain.terms[0]!.edge) return undefined
  const tail = text.slice(chain.end)
  return (
    (isYearOnly(chain.terms[0]!) ? OF_AN_EVENT.exec(tail)?.[0] : undefined) ?? /^(?:根据|按照?|依据|结合|视|待)[^，；。]+/.exec(tail)?.[0]
  )
}
