/** How much one owner group, and one person in it, may ask within a window. */
export type Limits = { windowMs: number; perPerson: number; perGroup: number }

/** Windows stand side by side and do not slide, so that whoever is over the limit is told once in each. */
export const windowStart = (now: Date, { windowMs }: Pick<Limits, 'windowMs'>): Date =>
  new Date(Math.floor(now.getTime() / windowMs) * windowMs)

/** `mine` and `group` count this question too. One over a limit hears 稍后再试, whoever goes on hears nothing. */
export function turnOf(asked: { mine: number; group: number }, limits: Limits): 'answer' | 'later' | 'silent' {
  const over = Math.max(asked.mine - limits.perPerson, asked.group - limits.perGroup)
  if (over <= 0) return 'answer'
  return over === 1 ? 'later' : 'silent'
}

/** Names under which programs speak in groups; answering one could go on for ever. */
const botName = /机器人|小助手|群助手|客服助手|自动回复|\bbot\b|-bot$/i

/** Said by a program, or our own words coming back. */
export function isEcho(message: { text: string; senderName?: string }, ours: string[]): boolean {
  if (botName.test(message.senderName ?? '')) return true
  const text = message.text.trim()
  return text.length >= 6 && ours.some((summary) => summary.length >= 6 && (text === summary.trim() || text.startsWith(summary.trim())))
}

/** 301的人欠物业费了吗: a flat by its bare number, which is no year. */
const flat = /(?<!\d)(?!20[0-3]\d)\d{3,4}(的|那|户|家|人|业主|住户){0,3}(是不是|有没有|是否|还|又|都)?(欠|没交|未交|拖欠|不交)/

const aboutSomebody =
  /谁.{0,4}欠|(欠|没交|拖欠).{0,12}名单|(谁|哪家|哪户|哪些(业主|住户|人)|名单).{0,6}(欠费|没交|未交|拖欠|不交)|(欠费|没交|未交|拖欠|不交).{0,8}(谁|哪家|哪户|名单|业主名|房号)|\d+(号楼|栋|单元|室|号).{0,10}(业主|住户|谁|姓名|电话|手机|欠费|住的)|(业主|住户|邻居)(的)?(姓名|电话|手机|身份证|房号|名单|信息)|身份证号|\d{17}[\dXx]|1[3-9]\d{9}/

/** Asks about a person, or tells what should not stand in a group. */
export const isPersonal = (text: string): boolean => aboutSomebody.test(text) || flat.test(text)
