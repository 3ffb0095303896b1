/** Words that make a deadline wait for something: events, decisions, other people's plans. */

const HAPPENING =
  '印发|发布|公布|出台|下发|颁布|上线|批复|批准|审批|审定|审核|审议|通过|施行|实施|生效|召开|结束|终了|完成|完工|竣工|验收|合格|收到|接到|受理|提交|作出|做出|解除|到位|成立|启动|确定|确认|建成|交付|备案|签订|签署|同意|明确|反馈|到期|期满|届满|发生|开学|入学|登记|取得|成熟|修订|送达|立项|落地|交办|下达|开工|投入使用|投用|移交|换届|更新|调整|具备条件|改造|整改|搬迁|拆除|选举|公示'
const AFTER = new RegExp(
  `(?:${HAPPENING})[^，；。：()]{0,4}?(?:之后|以后|后)(?!续|期|勤|备|台|者|面|方|果|进|退|代|置|半|劲|评|的(?!d))|(?:^|[，；。：])(?:待|俟)[^，；。]{2,30}`,
  'g',
)
const BEFORE =
  /(?:汛期?|采暖(?:季|期)?|供暖(?:季|期)?|供热期?|入冬|上冻|封冻|雨季|雪季|开学|高考|春耕|秋收|冬季|会议?|召开|到期|期满|届满|实施|施行|开工|验收|投入使用|投用|启用|交付|上市|审批|批准|开展|活动|结束|到来|来临|节日|节假日|寒假|暑假|放假|春运|入汛|假期?)(?:之前|以前|前)/
/** 根据市级清单（2025年底前出台）: the limit in brackets is somebody else's */
const OF_OTHERS = /(?:根据|按照?|依据|结合|待)[^，；。()]*\([^()]*(?:出台|印发|发布|公布|上线|下发|修订)\)/g
const AT_DISCRETION =
  /视[^，；。]{0,12}(?:情况|进展|需要|程度)[^，；。]{0,6}|视情[^，；。]{0,6}|适时|条件成熟|成熟时|另行(?:通知|部署|安排|确定|规定)|适当时[候机]/
const BY_OTHERS = /(?:^|[，；。：、(])(?:应|须|要|并)?(?:根据|按照?|依据|依照|结合|参照|随)[^，；。]{2,30}/
const STARTING = /[^，；。：、(]{1,20}之日起/

/** A span of the text that tells of an event still to come; dates in it are the event's own. */
export type Event = { at: number; end: number; limited?: true }

export function eventsIn(text: string): Event[] {
  const events: Event[] = []
  if (/[后待俟]/.test(text)) {
    for (const m of text.matchAll(AFTER)) events.push({ at: sentenceStart(text, m.index), end: m.index + m[0].length })
  }
  if (text.includes('(')) {
    for (const m of text.matchAll(OF_OTHERS)) events.push({ at: m.index, end: m.index + m[0].length, limited: true })
  }
  return events
}

function sentenceStart(text: string, at: number): number {
  let start = at
  while (start > 0 && !'，；。：('.includes(text[start - 1]!)) start--
  return '，；。：('.includes(text[start]!) ? start + 1 : start
}

export const startsOnEvent = (text: string): string | undefined => (text.includes('之日起') ? STARTING.exec(text)?.[0] : undefined)
export const waitsForSeason = (text: string): string | undefined => (text.includes('前') ? BEFORE.exec(text)?.[0] : undefined)
export const atDiscretion = (text: string): string | undefined => AT_DISCRETION.exec(text)?.[0]
/** Only a reason when the phrase gives no time of its own. */
export const followsOthers = (text: string): string | undefined => BY_OTHERS.exec(text)?.[0].replace(/^[，；。：、(]/, '')

const IMMEDIATE = /立行立改|立即|即知即改|立查立改|立整立改|边查边改|即刻|马上|即行|当即|即时/
export const isImmediate = (text: string): boolean => IMMEDIATE.test(text)

const ENDING_IN_EVENT = new RegExp(`(?:${HAPPENING}|举行|会议|任期|满)$`)
/** Whether words end in an event a date could hang on: 会议召开(30日前), 期满(3个月前). */
export const endsInEvent = (words: string): boolean => ENDING_IN_EVENT.test(words)
