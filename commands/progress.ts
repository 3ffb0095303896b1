import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { workspaceFor } from '#src/domain/plans/find.ts'
import { answerAsked, assertUnanswered } from '#src/domain/progress/answer.ts'
import { findWork } from '#src/domain/progress/find.ts'
import { readProgress } from '#src/domain/progress/parse.ts'
import { recordProgress } from '#src/domain/progress/record.ts'
import { isRepeated } from '#src/domain/progress/repeat.ts'
import type { Matter } from '#src/domain/review/matter.ts'
import { listOwn, ownMatters, withdrawRequest } from '#src/domain/review/withdraw.ts'
import { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'
import { progressAskedPost } from '#src/views/asked.ts'
import { recordedPost, repeatedPost } from '#src/views/recorded.ts'
import { ownPost, withdrawnPost } from '#src/views/review.ts'
import type { Input, Place } from './command.ts'
import { askForTime, askingOf, originOfAsked, pointing, workOf } from './work.ts'

export const about = {
  name: '进度',
  aliases: ['上报', '报进度'],
  summary: '上报任务进展',
  usage: '进度 任务号 百分比 说明，如 进度 5 80% 已完成8个；报错的，进度 5 更正 40% 原因',
  audience: 'staff' as const,
  needs: { work: 'report' } as const,
  onCard: true,
}

const percent = z.coerce.number({ error: 'percent' }).int().min(0).max(100)

export const args = z.object({
  occurrence: z.string().max(100).optional(),
  unit: z.string().max(50).optional(),
  planId: z.string().max(60).optional(),
  taskNo: z.number().int().optional(),
  status: z.enum(['doing', 'done', 'blocked']).optional(),
  percent: z.number().optional(),
  remark: z.string().max(2000),
  extension: z.string().optional(),
  reason: z.string().optional(),
  tentative: z.boolean().optional(),
  doubt: z.string().optional(),
  not: z.enum(['question', 'courtesy', 'several', 'disclaimed', 'mistaken']).optional(),
  retracts: z.boolean().optional(),
  version: z.number().int().optional(),
  /** inbound id of the message the bot had asked back about */
  ask: z.string().optional(),
})

/** A form names the occurrence and carries its version; a text is read for what it says. */
export function parse({ text, values }: Input): unknown {
  if (values.status === undefined) return askedWhy(readProgress(text))
  if (values.status === 'blocked' && reasonless.test(values.remark ?? '')) throw new DomainError('REASON', '受阻请写明原因，本次未记录。')
  const filled = (values.percent ?? '').normalize('NFKC').trim().replace(/%$/, '')
  const read = percent.safeParse(filled)
  if (filled !== '' && !read.success) throw new DomainError('PERCENT', '完成百分比请填0到100之间的整数，本次未记录。')
  return { ...workOf(values), status: values.status, percent: filled === '' ? undefined : read.data, remark: values.remark ?? '' }
}

/** says that it is stuck, not on what */
const reasonless = /^[\s，,。]*(?:目前|现在|已经?)?(?:受阻|遇阻|卡住|停滞|停工|暂停|搁置|中断)?了?[\s。！!]*$/

const askedWhy = (said: ReturnType<typeof readProgress>) =>
  said.status === 'blocked' && reasonless.test(said.remark) ? { ...said, doubt: '请补充受阻原因' } : said

/** words a report begins with when it names no task */
const telling = /^(?:已|完成(?!时限|情况)|目前|进度|进展|卡|还|尚未)/
/** what makes 任务33 正在招标 a report and leaves 任务33 启动条件 to be looked up */
const underWay = /正在|已|未|没|还/

/** A person who tells how far things are, or asks for more time, without naming the command. */
export function hears(text: string): boolean {
  const { not, retracts, extension, status, percent, doubt, taskNo } = readProgress(text)
  if (not) return not === 'mistaken' && retracts === true && taskNo !== undefined
  const told = percent !== undefined || status === 'blocked' || (status !== undefined && doubt === undefined && underWay.test(text))
  return extension !== undefined || (told && (taskNo !== undefined || telling.test(text)))
}

const notReported = {
  question: '这句话像是提问，未作进展记录；提问请另发消息，不必回复卡片。',
  courtesy: '好的。有进展时直接回复卡片即可，如「80% 已完成8个」。',
  several: '请一条消息只报一项任务，本次未记录。',
  disclaimed: '未作进展记录。牵头单位以方案的任务分解表为准；对分工有异议的，请联系专班负责人。',
} as const

export async function run(ctx: DomainContext, said: z.infer<typeof args>, place: Place): Promise<Post> {
  if (said.not === 'courtesy') return { tone: 'blue', summary: notReported.courtesy }
  const reported = said.retracts || said.not === 'mistaken' ? await reportedBefore(ctx, said, place) : []
  if (reported.length > 1) return ownPost(reported)
  const request = reported[0]?.request
  const taken = request && withdrawnPost(await withdrawRequest(ctx, request.id, ''))
  if (taken && said.percent === undefined && said.status !== 'blocked') return taken
  if (said.not && said.not !== 'mistaken') throw new DomainError('NOT_PROGRESS', notReported[said.not])
  if (said.ask) await assertUnanswered(ctx, said.ask)
  const pointer = await pointing(ctx, place)
  const found = await findWork(ctx, { ...pointer, ...said, ...(request ? workOfRequest(request) : {}) })
  if (isRepeated(ctx, found, said)) return repeatedPost()
  const moreTime = { until: said.extension, reason: said.reason, tentative: said.tentative, ask: said.ask }
  if (said.extension && said.status === undefined) return askForTime(ctx, moreTime, found, place)
  if (said.doubt || found.dues.length > 1) return progressAskedPost(said, found.dues, askingOf(ctx, place))
  const due = found.dues[0]!
  const origin = await originOfAsked(ctx, said.ask, place)
  const written = await recordProgress(ctx, { ...said, due, ...(found.card ? { card: found.card } : {}), ...origin })
  const recorded = recordedPost(written, found.isOneOfSeveral, shanghaiDateOf(ctx.now))
  const post = taken ? { ...recorded, summary: `${taken.summary}${recorded.summary}` } : recorded
  if (said.ask) await answerAsked(ctx, said.ask, post)
  if (!said.extension) return post
  const now = await findWork(ctx, { ...pointer, planId: due.plan.id, occurrence: due.occurrence.key, unit: due.unit })
  return askForTime(ctx, { ...moreTime, recorded: post.summary }, now, place)
}

/** What words take back, of the task they name or said last: whatever was wrong, or a completion that is none. */
function reportedBefore(ctx: DomainContext, { taskNo, not }: z.infer<typeof args>, { chat }: Place): Promise<Matter[]> {
  const workspaceId = workspaceFor(ctx, chat)
  const which = taskNo === undefined ? { last: true } : { taskNo }
  return not === 'mistaken' ? ownMatters(ctx, workspaceId, which) : listOwn(ctx, workspaceId, { ...which, kind: 'completion' })
}

const workOfRequest = ({ planId, occurrence, unit }: Matter['request']) => ({ planId: planId!, occurrence: occurrence!, unit: unit! })
