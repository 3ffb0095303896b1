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

/** In an owners' group: does a plain question ask about this estate's own disclosures? */
export function asksForDisclosure(question: string): boolean {
  if (/公示/.test(question) && !asksForRule.test(question)) return true
  return matchItem(question) !== undefined && !asksForRule.test(question)
}
