import { NUMERAL, numeral } from './numerals.ts'

export type Unit = 'year' | 'halfyear' | 'quarter' | 'semester' | 'month' | 'halfmonth' | 'tenday' | 'week' | 'day' | 'workday' | 'hour'

/** `n` is the token's number: a year, a month, an offset in years, an amount of `unit`. */
export type Token = { kind: Kind; at: number; end: number; text: string; n: number; unit?: Unit }

const CN_DIGIT = '[〇零一二三四五六七八九]'
const EVENT_OF_REPORTING =
  '调度|通报|报告|报送|上报|小结|总结|点评|评估|评价|考核|考评|会商|研判|例会|推进|监测|统计|分析|检查|督查|督导|排名|排查|汇总|更新|公示|公布|发布|巡查|讲评|专报|简报|清零|研究|汇报|评比|评|报|考|查|清|会'
const PERIOD_UNIT = '会计年度|财政年度|学年度?|财年|年度?|半年度?|季度?|半个?月|月份?|旬|周|星期|工作日|天|日|学期'

/** Order matters: the first alternative that fits wins. Each reads one thing a deadline is made of. */
const RULES = {
  title: '《[^》]*》?|〔\\d+〕\\d+号|第\\d+号',
  season: '(?:采暖|供暖|供热|取暖|雨|雪|汛|旺|淡|春|夏|秋|冬)季(?!度)',
  ratio: `${NUMERAL}(?:次|期|轮|场)/(?:半年|年|季度?|半?月|周|日|天)`,
  everyAgain: `全年(?:召开|开展|组织)?(?:至少|不少于|不低于)${NUMERAL}[次轮场]|(?<![\\d第])(?:\\d{1,2}|[一二两三四五六七八九十]+|半)(?:(?:年|个月)[^\\d，；。、内后前起各]{2}一[次轮](?!性)|个?(?:年|季度?|月|周|天|日)(?:(?:一|1)(?:次|轮|${EVENT_OF_REPORTING})|内?(?:至少|不少于|不低于)?${NUMERAL}[次轮](?!性)))`,
  everyWeekday: '每个?(?:周|星期)(?:[二三四五六日天](?!次|期|轮|场|个|篇|份)|一(?=前|之前|以前|上午|下午|早|晚|中午|$|，|、|召开|向))',
  every: `每双月|每逢?(?:一个|个|一|隔)?(?:${NUMERAL})?个?(?:${PERIOD_UNIT})`,
  everyBy:
    '隔(?:年|月)|按[^，；。]{0,8}年度(?:工作)?(?:安排|计划|部署)|逐(?:年|月|季度?|周|日)|(?:按|分)(?:半年|年度|月度?|季度?|周|旬|学期)(?!安排|计划|规定|要求)|按年(?!度|龄|限|代)',
  everyAs: `(?<![\\d一二三四五六七八九十两前后每上下〇第节假息念生近当今往本])(?:(?:双月|隔月|月度|季度|(?<!报送|上报|提交|形成)半年度?|周|月|季|日)(?=${EVENT_OF_REPORTING})|年(?<=^年|[、，]年)(?=${EVENT_OF_REPORTING})|季度?(?=[首末]月)|(?:会计年度|年度|季度|月度|年|季|月)(?=终了|结束之?后|后\\d+(?:日|个工作日)))`,
  plan: '[“”"](?:十[一二三四五六七八九]?|[六七八九])五[“”"](?:规划)?(?:期间|期内|时期末|时期|期末|末期?)?|(?:十[一二三四五六七八九]?|[六七八九])五(?:期间|时期末|时期|期末|末)',
  isoDate: '(?:19|20)\\d\\d[-/.](?:1[0-2]|0?[1-9])(?:[-/.](?:3[01]|[12]\\d|0?[1-9]))?(?![\\d年月日])',
  clock:
    '(?:上午|下午|早上?|中午|晚上?)?(?:\\d{1,2}:\\d\\d|(?:\\d{1,2}|零)(?:时|点)(?!位|对|点)(?:\\d{1,2}分|整|半)?)|上午|下午|中午|晚上|凌晨',
  loose: `${NUMERAL}(?=(?:[-至到、和及]第?${NUMERAL})+(?:年|月|日|号|季度|世纪))`,
  year: `(?:19|20)\\d\\d年度?|[一二][九〇零]${CN_DIGIT}{2}年度?`,
  years: '今明两年',
  relative: '今年|本年度?|明年|后年|去年|上一?年度?(?!半)|近年',
  nextYear: '次年度?|翌年|第二年|下一?年度?(?!半)',
  sameYear: '当年度?|同年',
  whole: '全年(?!龄)|年度?(?:以|之)?内',
  throughMonth: `前(?:三|3)个?季度|前(?:两|二|2)个季度|(?<=年|^|，)[前头]${NUMERAL}个月`,
  half: '[上下]半年|上(?=、下半年)',
  quarter: '第?[一二三四1-4]季度|[Qq][1-4]',
  duration: `(?:${NUMERAL}|半|数)个?半?(?:个工作日|工作日|个自然日|自然日|个月|年|个?星期|周|天|个?小时|分钟|个?季度|个?学期|日内|日之内|日以内)|(?:3[2-9]|[4-9]\\d|\\d{3})日`,
  month: `(?:元|${NUMERAL})月份?`,
  nextMonth: '次月|下月|下个月',
  thisMonth: '本月|当月',
  place: '首月|末月|第[一二三四五六1-6]个月|最后(?:一个|一|1个)月|第[一二三四]个?季度首?月',
  tenDays: '[上中]?[上中下]旬',
  weekday: '(?:周|星期)[一二三四五六日天]',
  day: `${NUMERAL}[日号]|(?<=月)\\d{1,2}(?=前|之前|以前|[-至到])`,
  holiday:
    '元旦(?:、|和|及)?春节|元旦|春节|元宵节?|清明节?|劳动节|国际劳动节|[“"]五一[”"](?:国际)?(?:劳动)?节?|五一(?:劳动)?节|五一(?=前|之前|以前|假期)|端午节?|中秋节?|国庆节?|[“"]十一[”"]|十一(?=前|假期)|[“"]七一[”"]|七一(?=前)|[“"]八一[”"]|八一(?=前)|教师节',
  edge: '(?:年|月|季度?|旬)[底末]|年终(?!总结|考核|考评|奖|决算|报告)|岁末|底(?!数|线|册|层|蕴|部|色)|末(?!月|位|梢|端)',
  start: '(?:年|月|季)初|初(?!步|审|核|期|级|心|中|衷|验|次|始)',
  middle: '年中|月中(?!旬)',
  before: '(?:之前|以前|前)(?!期|置|往|述|列|后|提|端|线|沿|景|[一二两三四五]年)',
  within: '以内|之内|期间|内(?!部|容|外|控|设|涵|陆|河)|间(?=$|[，。；])',
  until: '为止|截止|止',
  from: '之日起|开始|起(?!草|步|诉|点|来|重|立|码)|始',
  since: '以来|至今',
  after: '之后|以后|后(?!续|期|勤|备|台|者|面|方|果|进|退|代|置|半|劲)',
  link: '至|到|-',
  list: '以及|、|和|及|与|或',
  stop: '[，；。：！？()]',
} as const

export type Kind = keyof typeof RULES

const KINDS = Object.keys(RULES) as Kind[]
const LEXICON = new RegExp(KINDS.map((kind) => `(${RULES[kind]})`).join('|'), 'g')
const NUMBER = new RegExp(NUMERAL)
const UNITS: [string, Unit][] = [
  ['工作日', 'workday'],
  ['小时', 'hour'],
  ['分钟', 'hour'],
  ['季', 'quarter'],
  ['半年', 'halfyear'],
  ['学期', 'semester'],
  ['年', 'year'],
  ['财', 'year'],
  ['半个月', 'halfmonth'],
  ['半月', 'halfmonth'],
  ['月', 'month'],
  ['旬', 'tenday'],
  ['周', 'week'],
  ['星期', 'week'],
  ['天', 'day'],
  ['日', 'day'],
]
const unitOf = (text: string): Unit | undefined => UNITS.find(([word]) => text.includes(word))?.[1]

const amountOf = (text: string): number => {
  const number = NUMBER.exec(text)?.[0]
  return number ? numeral(number) : 1
}
const RELATIVE: Record<string, number> = { 今: 0, 本: 0, 明: 1, 后: 2, 去: -1, 上: -1, 近: -1 }
const PLACES: Record<string, number> = { 首: 1, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }

const VALUE: Partial<Record<Kind, (text: string) => number>> = {
  ratio: () => 1,
  every: (text) => (/[隔双]/.test(text) ? Math.max(2, amountOf(text)) : amountOf(text)),
  everyAgain: (text) => (/^[半全]/.test(text) ? 1 : amountOf(text)),
  everyAs: (text) => (text === '双月' || text === '隔月' ? 2 : 1),
  everyBy: (text) => (text.startsWith('隔') ? 2 : 1),
  everyWeekday: (text) => '一二三四五六日'.indexOf(text.at(-1)!.replace('天', '日')) + 1,
  plan: (text) => numeral(/[六七八九十][一二三四五六七八九]?(?=五)/.exec(text)?.[0] ?? ''),
  relative: (text) => RELATIVE[text[0]!] ?? 0,
  throughMonth: (text) => amountOf(text) * (text.includes('季') ? 3 : 1),
  half: (text) => (text[0] === '上' ? 1 : 2),
  tenDays: (text) => '上中下'.indexOf(text.at(-2)!) + 1,
  weekday: (text) => '一二三四五六日'.indexOf(text.at(-1)!.replace('天', '日')) + 1,
  place: (text) => PLACES[text.replace('第', '')[0]!] ?? (Number.parseInt(text.replace('第', ''), 10) || Number.POSITIVE_INFINITY),
  duration: (text) => (text.startsWith('半') ? 0.5 : amountOf(text) + (/个半|年半/.test(text) ? 0.5 : 0)),
  year: amountOf,
  month: (text) => numeral(text.replace(/月份?$/, '')),
  day: amountOf,
  quarter: amountOf,
  loose: numeral,
}
const UNITED = new Set<Kind>(['ratio', 'every', 'everyAgain', 'everyBy', 'everyAs', 'duration'])

/** The tokens of a normalised text, in order; words that say nothing of time are the gaps between them. */
export function lex(text: string): Token[] {
  const tokens: Token[] = []
  LEXICON.lastIndex = 0
  for (let match = LEXICON.exec(text); match; match = LEXICON.exec(text)) {
    const word = match[0]
    const kind = KINDS[match.indexOf(word, 1) - 1]!
    const token: Token = { kind, at: match.index, end: match.index + word.length, text: word, n: VALUE[kind]?.(word) ?? 0 }
    if (UNITED.has(kind))
      token.unit = unitOf(kind === 'ratio' ? word.slice(word.indexOf('/')) : kind === 'duration' ? word.replace('半', '') : word)
    tokens.push(token)
  }
  return tokens
}
