import { office } from './office.ts'

/**
 * Asking what is due, as people put it in their own words; for patterns. No word is made of others: repeated, it could be
 * read in two ways each time, and all of them would be tried.
 */
const polite = '请问|麻烦|帮我|我想(?:知道|了解)?|想问|看一?[看下]|查一?[查下]|查询|说一?[说下]|列一?下'
const unit = '我们?(?:单位|[局委镇])?|本(?:单位|[局委办镇])|咱们?|我街道|本街道|我这边?|手[上里头]|名下'
const day =
  '[今明后]天|(?:这个?|[本下]个?)?(?:周|星期)[一二三四五六日天]|这[一两]?[周天]|这个?(?:星期|月|季度)|[本下]个?(?:周|星期|月|季度)|周末|月底|年底|年内|[近七7][日天]|近期|最近|目前|现在|当前|接下来|下一[项个步]|之?前'
const link = '到底|一共|总共|还|都|又|就|快|即将|马上|该|要|需|应|得|必须|有|没|未|是|的|了|里|内|被|把|和'
const deed = '提?交|上?报送?|填|做|办理?|弄|完成|落实|处理|干'
const matter = '任务|工作|事项?情?|材料|东西|活儿?|待办|进度|进展|报表|清单'
const when = '什么时候|何时|几号|哪一?天'
const which = '什么(?!时候)|啥|哪些|哪几?[项个件]|几[项个件]|多少[项个件]'
const due = '到期|截止|期限'
const end = '(?:[呢啊呀吗吧嘛哦?？。！!][，,\\s]*)*'

const words = `(?:${[polite, unit, day, link, deed, matter, when, which, due].join('|')}|[\\s，,])+`
const whole = new RegExp(`^(?:(?!${words}${end}$)(?<unit>${office}))?(?:${words})${end}$`)
/** what makes it a question of what is due: 交什么, 哪些任务, 什么没报, 本周到期, 我的待办 */
const core = [
  `(?:${deed}).{0,3}(?:${which})`,
  `(?:${which})(?!是).*(?:${deed}|${matter}|${due})`,
  `(?:${matter}).*(?:${which})`,
  `(?:^|${day}|${unit}|我们?办|快)(?:${link})*(?:${due}|待办|任务)(?!.*(?:${deed}))`,
  `下一[项个].*(?:${when}|什么|哪)`,
]
const asksDue = new RegExp(core.join('|'))

/**
 * 我今天要交什么, 还有什么没交, 区房管局本周要报哪些: every word of it is of that kind. Undefined when something else is
 * said; `unit` is the one named, as it was written.
 */
export function dueAsked(text: string): { unit?: string } | undefined {
  const found = whole.exec(text.trim())
  if (!found || !asksDue.test(text)) return undefined
  return found.groups?.unit ? { unit: found.groups.unit } : {}
}
