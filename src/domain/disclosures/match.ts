import { catalogue } from './catalogue.ts'
import type { CatalogueItem } from './disclosure.ts'

/** Words that ask what a rule says or what is elsewhere, not what this estate has published. */
const asksForRule =
  /规定|政策|文件|条例|工作方案|实施方案|行动计划|要求|海淀|北京|石景山|全市|全区|市里|区里|目标|任务|第[\d一二三四五六七八九十]+条|为什么|凭什么|能不能|能否|可不可以|可以.*吗|归谁|合法|应该|必须|怎么办|怎么管|谁来管|多久一次|怎么用|如何用|怎么申请|如何申请|会怎样|贪污|侵占|挪用|回扣|(?:东城|西城|朝阳|丰台|门头沟|房山|通州|顺义|昌平|大兴|怀柔|平谷|密云|延庆)区?|上海|天津|广州|深圳|河北/

/** The catalogue item whose words the question holds; the longest word decides. */
export function matchItem(question: string): CatalogueItem | undefined {
  let best: { item: CatalogueItem; length: number } | undefined
  for (const item of catalogue) {
    for (const word of item.words) {
      if (question.includes(word) && word.length > (best?.length ?? 0)) best = { item, length: word.length }
    }
  }
  return best?.item
}

/** 那去年呢, 前年的呢: nothing of its own to look for. */
export const asksOn = (text: string): boolean => /^[^，。,.]{0,8}呢[?？]?$/.test(text.trim()) && !asksForRule.test(text) && !matchItem(text)

/** 隔壁小区: of an estate that is not this group's. */
export const asksElsewhere = (question: string): boolean =>
  /(隔壁|旁边|对面|附近|周边|邻近|别的|其他|其它|人家)(那?个)?(小区|园区|社区)/.test(question)

/** What is to be done, allowed, paid for or punished is no fact of the board, though it names the same thing: 换个电梯谁出钱. */
const asksOfDoing =
  /去哪|花哪|进了?谁|批准|涨|调价|罚|违法|违规|同意|欠|没交|交没交|不交|补交|修[个一下]|换[个一掉了]|谁出|出钱|要花|加装|坏了|没人|不管|不干|投诉了|打了|怎么回事|咋回事|咋办|咋弄|退|赔/

/** What a question is made of besides the thing itself; what is left over is a subject of its own. */
const asking =
  /多少|几[个部台家级号年月点块元次]?|什么时候|啥时候|何时|什么|啥|谁|哪[里儿家个些天]?|怎么样|咋样|如何|有没有|在哪|电话|名单|情况|明细|清单|标准|方案|预案|消防|资料|材料|记录|结果|时间|地点|费用|单位|公司|报告|合同|期限|到期|地址|公示|公开|公布|出来|出租|每|平方米?|平米|20\d\d年?|今年|去年|前年|上半年|下半年|最近|现在|目前|我们?|咱们?|俺们?|小区|园区|社区|院子|物业|业主|知道|请问|你好|您好|麻烦|一下|[是的了吗呢吧啊呀有到要得给把被在和与都就也个下本这那它其想问发说还已收交剩卖租看查元钱月年度户次天上平一]/g
const LEFT_OVER = 2

const longestFirst = catalogue.flatMap(({ words }) => words).toSorted((a, b) => b.length - a.length)

/** In an owners' group: does a plain question ask about this estate's own disclosures? */
export function asksForDisclosure(question: string): boolean {
  if (asksForRule.test(question) || asksOfDoing.test(question)) return false
  if (/公示/.test(question)) return true
  if (!matchItem(question)) return false
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), question).replace(asking, ' ')
  return rest.replace(/[^\p{Script=Han}]/gu, '').length <= LEFT_OVER
}
