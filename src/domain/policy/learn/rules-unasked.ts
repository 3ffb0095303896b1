const ASKING =
  /[?？吗呢么嘛]|能.{1,8}[不没]|[不没]$|怎|咋|什么|啥|谁|哪|几|多少|多[久长大高]|为何|如何|是否|(.)[不没]\1|能否|可否|可以|有没有|请问|[想问]问|规定|标准|依据|政策|流程|程序|手续|条件|期限|办法/
/** 什么都不管 asks nothing. */
const RHETORIC = /(?:什么|啥|谁|哪里?|怎么)都|多少(?:次|回|年)了/g

const ANGER =
  /骗|黑心|坑[人钱爹害]|太.{1,6}(?:了|$)|差劲|[真好]差|恶劣|不作为|不干[活事]|不管事|都不管|没人管|[光只就](?:知道|会|管)?收[钱费]|欺负|无语|气[死人]|受够|受不了|忍无可忍|丢人|流氓|无耻|一伙|吃人|没良心|可恶|可恨|霸道|敷衍|糊弄|忽悠|摆烂|(?<!生活)垃圾(?![分清桶站处费房])/

/** Words that only point at something said before, or ask without saying of what. */
const POINTING =
  /^(?:那么?|这|个|样|然后|接着|还有|它|他|她|们|呢|吗|啊|呀|吧|的|话|为什么|为啥|怎么[办弄]?|咋办?|谁|什么时候|什么|啥|哪[里些]?|多少钱?|几|多久|行|可以|能|不|是|有|没|对|具体|详细|一?点|说|再)+$/

/** Said in anger, with nothing asked: 物业都是骗子. */
export const isVented = (text: string): boolean => ANGER.test(text) && !ASKING.test(text.replace(RHETORIC, ''))

/** 那呢？ by itself: what it asks on about was not said. */
export const isBare = (text: string): boolean => POINTING.test(text.replace(/[\s\p{P}]/gu, ''))

/** The one line to words that nobody could answer, whoever looked them up; undefined for a question. */
export function replyToUnasked(text: string, { first }: { first: boolean }): string | undefined {
  if (first && isBare(text)) return '请把要问的事说完整，例如“公共维修资金怎么用”。'
  if (isVented(text)) return '要反映具体情况，可发送「转12345 内容」整理成文，也可联系社区居委会、街镇。'
  return undefined
}
