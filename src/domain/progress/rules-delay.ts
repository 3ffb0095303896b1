import { NUMERAL } from '#src/domain/deadlines/numerals.ts'

const CLAUSE = '(?<=^|[，,。；;\\s])'
const END = '(?=$|[，,。；;！!\\s])'
const REST = '[^，。；;？?]*'
const LIKELY = '(?:要|得|需|会|还要|可能|恐怕|估计|预计|大概|只能|我们|本周|这周|先)*'
const SPAN = `(?:${NUMERAL}|\\d+|几|半|一两|两三|三五)个?(?:工作日|天|日|周|星期|礼拜|月)`
const LATER = '(?:下个?(?:周|星期|礼拜|月)(?:[一二三四五六日天底末初]|中旬)?|明天|后天|过几天|月底|年底|(?:\\d{1,2}月)?\\d{1,2}[日号])'
const HAND_IN = '(?:上报|填报|补报|报送|提交|报|交)'

/** 延一周: more time of a stated length, in the words of a request */
const requested = new RegExp(`${CLAUSE}${LIKELY}(?:延期?|延后|延长|推迟|推后|缓)(?:个|上)?${SPAN}${REST}`)
/** 要拖两天, 晚点报, 下周三再报, 这周完不成: a delay is told, nothing is applied for yet */
const told = [
  new RegExp(`${CLAUSE}${LIKELY}(?:拖|晚|迟)(?:个|上)?${SPAN}${REST}`),
  new RegExp(`${CLAUSE}${LIKELY}晚(?:一?[点些]|几天)(?:再|才能?)?(?:${HAND_IN}|完成)?${END}`),
  new RegExp(
    `${CLAUSE}${LIKELY}(?:拖到|推到|等到?|改到?|争取)?${LATER}(?:左右)?(?:(?:再|才能?|能)(?:${HAND_IN}|完成|做完|办完)|${HAND_IN})${END}`,
  ),
  new RegExp(
    `${CLAUSE}${LIKELY}(?:[这本](?:个?月|星期|周)|月底|年底|按[期时]|如期|到期)[内前]?(?:完不成|完成不了|[做办]不完|[报交]不[了上])${END}`,
  ),
  new RegExp(`${CLAUSE}${LIKELY}(?:无法|不能|难以|没法)(?:按[期时]|如期)(?:完成|${HAND_IN})${END}`),
]

/** The words that tell of a delay; `tentative` where they apply for nothing. */
export function delayIn(words: string): { extension: string; tentative: boolean } | undefined {
  const [asked] = requested.exec(words) ?? []
  if (asked) return { extension: asked, tentative: false }
  for (const pattern of told) {
    const [said] = pattern.exec(words) ?? []
    if (said) return { extension: said, tentative: true }
  }
  return undefined
}
