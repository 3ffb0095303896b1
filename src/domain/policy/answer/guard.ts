import type { Reader } from './compose.ts'
import type { Reason } from './lexicon.ts'
import { stripChat } from './normalise.ts'

type Audience = Reader['audience']

/** Questions no document is asked about: data of persons, orders to the program, abuse. */
export type Guarded = { reason: Reason; reply: string }

const PRIVATE =
  /(名单|名字|姓名|手机号码?|电话|号码|微信号|身份证|住址|名册|花名册|门牌|房号|住哪|单元|家庭地址|个人信息|车牌|欠费|欠(了)?多少|交没交|没交(物业)?费).{0,12}(业主|住户|邻居|楼上|楼下|投诉人|举报人|租户|谁家|哪家|哪户|委员|\d{2,4}室?)|(业主|住户|邻居|楼上|楼下|投诉人|举报人|租户|谁家|哪家|哪户|\d+(号楼|单元|室)|老[王李张刘陈]).{0,14}(名单|姓名|叫什么|手机号码?|电话|号码|微信号|身份证|住址|住哪|房号|车牌|隐私|个人信息|欠费|欠了?多少|欠.{0,4}(物业)?费|交没交|没交)|(隔壁|对门|楼上|楼下|\d{3,4}).{0,4}(住(的|着)?(是)?(谁|哪)|谁(在)?住)|谁(举报|投诉|告发|反映)(的|了)|(举报|投诉|反映)(的)?人?(是)?谁|\d+单元\d{2,4}|\d{3,4}(室|号房|住户|业主|那?家|那?户)|(?:[\u4e00-\u9fa5](?:姐|哥|叔|姨|婶)|大爷|大妈|阿姨|奶奶|爷爷|老[王李张刘陈杨赵黄周吴])家?(?:是不是|有没有|到底|又|还|到)*.{0,3}(?:欠|没交|交没交|交了[没吗]|几口人|电话|住)|(主任|经理|委员|书记|负责人|业主).{0,4}(家?住(在)?(哪|几|什么)|家在哪|家庭住址)/
/** State affairs, however they are put: a plan's 指导思想 is asked for by that name. */
const STATE =
  /习近平|总书记|国家主席|总理|政治局|中南海|领导人|台湾|台独|港独|藏独|疆独|天安门|六四|法轮|国民党|民主党|共和党|特朗普|拜登|普京|乌克兰|俄罗斯|打仗|战争|军队|解放军|修宪|选总统|总统/
const ORDERS =
  /(机器人|助手|督办|你).{0,3}(闭嘴|去死|死开|滚)|ignore\s+(all|any|the|previous|above)|disregard|system\s*prompt|(reply|respond|answer|output)\s+only|jailbreak|developer\s+mode|忽略.{0,8}(指令|规则|设定|要求|提示|限制|内容|说的)|(忘掉|忘记|无视|绕过).{0,8}(指令|规则|设定|限制|身份)|提示词|系统指令|开发者模式|越狱|(扮演|假装|假设你是|你现在是|从现在起你).{0,12}|只(回复|输出|回答)[“"']?[a-z\u4e00-\u9fa5]{1,12}[”"']?$|api.?key|密钥|rm\s+-rf|drop\s+table|<script|select\s+\*|(输出|打印|显示|导出|给我|泄露|说出)(一?下)?(你|系统)(的|们).{0,6}(配置|设置|参数|代码|指令|数据|日志|规则)|你(是|用的)(什么|哪个)(模型|ai)|(你|机器人|这个?(程序|软件|系统)).{0,4}(是谁|叫什么|谁(开发|做|写|造|训练|设计)|会(写|画|唱|讲|做|炒))|谁(开发|做|写|造|训练|设计)的?(了)?你/i
const ABUSE =
  /滚(蛋|开|吧|$|[!！。~])|傻[逼bx叉子]|蠢|废物|去死|他妈|妈的|tmd|智障|脑残|破机器人|垃圾机器人|弱智|[没不]长脑子|王八|混蛋|sb\b|有病吧|你(可|也)?真?(是个?)?(没用|不行|太笨|笨死)/i
const GREETING =
  /^(你好|您好|hi|hello|在吗|在不在|早上好|晚上好|下午好|谢谢|多谢|辛苦了|好的|收到|嗯+|哦+|ok|明白了?|知道了|再见|拜拜|哈+)[呀啊哈吗呢了~!！。.，, ]*$/i

/** An announcement or an arrangement to the group: told, not asked. */
const VOTE =
  /投票[:：]|(我们|咱们?|大家|开始|现在|群里).{0,4}(投票|表决)(吧|$|[:：,，])|(同意|赞成|反对)的?.{0,4}(扣|打|回复?|刷|接)[1-3一二三]|我投|(帮|替)(我们?|咱们?)投|投(赞成|反对|同意)/
const ANNOUNCEMENT =
  /请(大家|各位|全体|相互|互相|知悉|周知|转告)|相互转告|(大家|各位).{0,6}(注意|记得|抓紧|准时)|准时(参加|到)|(今天|明天|后天|上午|下午|晚上|周[一二三四五六日]|\d+点).{0,8}(开会|培训|停水|停电|检修|集合)|接龙|签到/
const ACKNOWLEDGEMENT =
  /^(谢谢|多谢|辛苦了?|好的?|行|可以|收到|嗯+|哦+|噢|ok|明白了?|知道了|再见|拜拜|哈+|\+?1|赞|已(阅|读|办|完成|转|报|发|填))[呀啊哈吗呢了~!！。.，, 您你大家各位老师领导谢收到好的]*((马上|立即|这就|尽快|抓紧)(落实|办理?|处理|安排|整改|去办?)?)?[。！!.~]*$/i

/** What a group says to itself and asks nothing by: 收到, 好的谢谢, 下午三点开会，请大家准时参加. */
export const isChatter = (text: string): boolean => {
  const said = stripChat(text)
  return ACKNOWLEDGEMENT.test(said) || (ANNOUNCEMENT.test(said) && !/[?？吗呢]|怎么|咋|什么|啥|谁|哪|几(?!点)|多少/.test(said))
}

export function guard(question: string, audience: Audience): Guarded | undefined {
  if (
    (PRIVATE.test(question) || /(业主|住户|居民)的?(花?名册|名单)/.test(question)) &&
    !/业主大会|公布|公示.{0,8}(制度|要求|规定)|(系统|平台|软件|小程序|文件|方案|计划|办法)的?(全称|全名|名称|名字|名)?叫(什么|啥)/.test(
      question,
    )
  ) {
    return { reason: 'PERSONAL_DATA', reply: '涉及他人个人信息，不能提供。本人事项请直接联系物业服务企业或社区居委会。' }
  }
  if (VOTE.test(question))
    return { reason: 'OFF_TOPIC', reply: '群里表态只算意向，不能代替表决。业主共同决定的事项，请用市里的业主决策投票系统或书面表决。' }
  if (STATE.test(question)) return { reason: 'OFF_TOPIC', reply: '这里只答复已收录的物业管理文件。' }
  if (ORDERS.test(question)) return { reason: 'OFF_TOPIC', reply: `这里只答复已收录的物业管理文件。${inviteFor(audience)}` }
  if (GREETING.test(question) || isChatter(question))
    return { reason: 'OFF_TOPIC', reply: `您好，这里答复物业管理文件方面的问题。${inviteFor(audience)}` }
  return undefined
}

/** Asked only where the documents hold nothing that fits: anger about one's estate is a question, anger at us is not. */
export const isAbuse = (question: string) => ABUSE.test(question)

/** What may be asked, in the words of those who ask: residents are not sent to the task table. */
export const inviteFor = (audience: Audience): string =>
  `请直接说要问的事，例如“公共收益怎么管”“${audience === 'owner' ? '电梯老了能换吗' : '第23项任务谁牵头'}”。`
