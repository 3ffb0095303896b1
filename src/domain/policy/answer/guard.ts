import type { Reason } from './lexicon.ts'

/** Questions no document is asked about: data of persons, orders to the program, abuse. */
export type Guarded = { reason: Reason; reply: string }

const PRIVATE =
  /(名单|名字|姓名|手机号码?|电话|号码|微信号|身份证|住址|门牌|房号|住哪|单元|家庭地址|个人信息|车牌|欠费|欠(了)?多少|交没交|没交(物业)?费).{0,12}(业主|住户|邻居|楼上|楼下|投诉人|举报人|租户|谁家|哪家|哪户|委员|\d{2,4}室?)|(业主|住户|邻居|楼上|楼下|投诉人|举报人|租户|谁家|哪家|哪户|\d+(号楼|单元|室)|老[王李张刘陈]).{0,14}(名单|姓名|叫什么|手机号码?|电话|号码|微信号|身份证|住址|住哪|房号|车牌|隐私|个人信息|欠费|欠了?多少|欠.{0,4}(物业)?费|交没交|没交)|\d+单元\d{2,4}|\d{3,4}(室|号房|住户|业主|那?家|那?户)|(主任|经理|委员|书记|负责人|业主).{0,4}(家?住(在)?(哪|几|什么)|家在哪|家庭住址)/
const ORDERS =
  /ignore\s+(all|any|the|previous|above)|disregard|system\s*prompt|(reply|respond|answer|output)\s+only|jailbreak|developer\s+mode|忽略.{0,8}(指令|规则|设定|要求|提示|限制|内容|说的)|(忘掉|忘记|无视|绕过).{0,8}(指令|规则|设定|限制|身份)|提示词|系统指令|开发者模式|越狱|(扮演|假装|假设你是|你现在是|从现在起你).{0,12}|只(回复|输出|回答)[“"']?[a-z\u4e00-\u9fa5]{1,12}[”"']?$|api.?key|密钥|rm\s+-rf|drop\s+table|<script|select\s+\*|你(是|用的)(什么|哪个)(模型|ai)|(你|机器人|这个?(程序|软件|系统)).{0,4}(是谁|叫什么|谁(开发|做|写|造|训练|设计)|会(写|画|唱|讲|做|炒))|谁(开发|做|写|造|训练|设计)的?(了)?你/i
const ABUSE =
  /滚(蛋|开|吧|$|[!！。~])|傻[逼bx叉子]|蠢|废物|去死|他妈|妈的|tmd|智障|脑残|破机器人|垃圾机器人|弱智|[没不]长脑子|王八|混蛋|sb\b|有病吧/i
const GREETING =
  /^(你好|您好|hi|hello|在吗|在不在|早上好|晚上好|下午好|谢谢|多谢|辛苦了|好的|收到|嗯+|哦+|ok|明白了?|知道了|再见|拜拜|哈+)[呀啊哈吗呢了~!！。.，, ]*$/i

export function guard(question: string): Guarded | undefined {
  if (PRIVATE.test(question) && !/业主大会|公布|公示.{0,8}(制度|要求|规定)/.test(question)) {
    return { reason: 'PERSONAL_DATA', reply: '涉及他人个人信息，不能提供。本人事项请直接联系物业服务企业或社区居委会。' }
  }
  if (ORDERS.test(question)) return { reason: 'OFF_TOPIC', reply: `这里只答复已收录的物业管理文件。${INVITE}` }
  if (GREETING.test(question)) return { reason: 'OFF_TOPIC', reply: `您好，这里答复物业管理文件方面的问题。${INVITE}` }
  return undefined
}

/** Asked only where the documents hold nothing that fits: anger about one's estate is a question, anger at us is not. */
export const isAbuse = (question: string) => ABUSE.test(question)

export const INVITE = '请直接说要问的事，例如“公共收益怎么管”“第23项任务谁牵头”。'
