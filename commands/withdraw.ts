import { z } from 'zod'
import type { DomainContext } from '#src/domain/context.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { readProgress } from '#src/domain/progress/parse.ts'
import { ownMatters, withdrawRequest } from '#src/domain/review/withdraw.ts'
import type { Post } from '#src/message.ts'
import { ownPost, withdrawnPost } from '#src/views/review.ts'
import type { Input, Place } from './command.ts'

export const about = {
  name: '撤销',
  aliases: ['撤回'],
  summary: '撤回尚未审核的完成或延期，或撤销声明、裁定、更正',
  usage: '撤销 编号 理由，如 撤销 12 日期有误；或 撤回完成、撤回延期',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
  onCard: true,
}

export const args = z.union([
  z.object({ id: z.number().int().positive(), reason: z.string().max(500) }),
  z.object({
    own: z.literal(true),
    kind: z.enum(['completion', 'extension', 'membership']).optional(),
    taskNo: z.number().optional(),
    ref: z.number().optional(),
    last: z.boolean().optional(),
  }),
])

const task = '(?:任务\\s*\\d{1,3}[号项]?的?\\s*)?'
const time = '(?:延期|延长|延后|展期|延)'
const done = '(?:所报的?|已?报的?|刚报的?)?(?:完成|办结)'
const what = `(?:${time}|${done}|认领|登记|加入名册)`
const back = '(?:撤回|撤销|取消|收回|作废)'
const polite = '(?:请|帮我|麻烦|我要|我想|要|想)*'
const end = '(?:了|吧|啦)?[。！!]*$'
/** the request's number, or its task's */
const ref = '(?:\\s*(?:编号|任务|#)?\\s*(?<ref>\\d{1,9})[号项]?)?'

/** 撤回延期, 取消我的任务5延期申请 */
const takenBack = new RegExp(
  `^${task}[，,\\s]*${polite}${back}(?:一下)?\\s*(?:我的?|本次|这次|刚才的?|上次的?)?的?${task}(?:(?<of>${what})的?(?:申请|请求)?${ref}|申请)${end}`,
)
/** 撤回任务5, 撤回刚才那条 */
const named = new RegExp(`^${polite}${back}(?:一下)?\\s*任务\\s*\\d{1,3}[号项]?${end}`)
const lately = new RegExp(`^${polite}${back}(?:一下)?\\s*(?:我的?)?(?:刚才|刚刚|上一?)的?(?:[那这一]?条|消息|进度|进展|填报)*的?${end}`)
/** 延期申请撤回吧 */
const backAtEnd = new RegExp(`^${task}(?<of>${what})的?(?:申请|请求)?(?:请|我要)?(?:${back}|不要|算)${end}`)
/** 不用延了, 任务5不需要延期了 */
const needless = new RegExp(
  `^${task}[，,]?(?:我们|现在|目前|已经?)*(?:不用|不必|不需要?|无需|不想|不要|不再|先不|暂不|不)(?:再)?(?:申请|要|用)?(?<of>${time})(?:申请)?${end}`,
)

function ownIn(text: string): z.infer<typeof args> | undefined {
  const said = text.trim()
  const { taskNo, not, retracts } = readProgress(said)
  const of = taskNo === undefined ? {} : { taskNo }
  const found = takenBack.exec(said) ?? backAtEnd.exec(said) ?? needless.exec(said)
  if (found?.groups) return { own: true, ...kindOf(found.groups.of), ...of, ...(found.groups.ref ? { ref: Number(found.groups.ref) } : {}) }
  if (named.test(said)) return { own: true, ...of }
  if (lately.test(said) || (not === 'mistaken' && retracts)) return { own: true, ...of, ...(taskNo === undefined ? { last: true } : {}) }
  return undefined
}

function kindOf(of: string | undefined): { kind?: 'completion' | 'extension' | 'membership' } {
  if (!of) return {}
  if (/完成|办结/.test(of)) return { kind: 'completion' }
  return { kind: /^(?:认领|登记|加入)/.test(of) ? 'membership' : 'extension' }
}

/** One's own request is no longer wanted; without its number. */
export const hears = (text: string): boolean => ownIn(text) !== undefined

export function parse({ text }: Input): unknown {
  const [, id, reason] = /^(?:编号|#)?\s*(\d{1,9})\s*(.*)$/s.exec(text) ?? []
  if (id) return { id: Number(id), reason }
  return text.trim() === '' ? { own: true } : (ownIn(text) ?? ownIn(`撤回${text}`))
}

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  if ('id' in said) return withdrawnPost(await withdrawRequest(ctx, said.id, said.reason))
  const all = await ownMatters(ctx, workspaceFor(ctx, place.chat), said)
  const named = all.filter(({ request }) => said.ref === undefined || said.ref === request.id || said.ref === request.taskNo)
  const own = named.length > 0 ? named : all
  const [only, ...others] = own
  const meant = named.length > 0 && (said.kind !== undefined || said.taskNo !== undefined || said.last)
  return only && others.length === 0 && meant ? withdrawnPost(await withdrawRequest(ctx, only.request.id, '')) : ownPost(own)
}
