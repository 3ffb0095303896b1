import type { Digest } from '#src/domain/digest/gather.ts'
import type { Block, Post } from '#src/message.ts'
import type { Plan } from '#storage/repositories/work.ts'
import { digestBlocks, digestPost } from './digest.ts'
import { dayLabel } from './words.ts'

/** One's own digest; several units or plans stand one below the other. */
export function personalPost(of: { plan: Plan; digest: Digest }[], messages: number): Post {
  const [only, ...others] = of
  if (others.length === 0) return digestPost(only!.plan, only!.digest, { messages, own: true })
  const sum = (count: (digest: Digest) => number) => of.reduce((total, { digest }) => total + count(digest), 0)
  const overdue = sum((digest) => digest.overdue.length)
  const on = only!.digest.on
  return {
    title: `我的日报 ${dayLabel(on, on)}`,
    tone: overdue > 0 ? 'red' : 'blue',
    summary: `${of.length}个单位或方案：七日内到期${sum((digest) => digest.dueSoon.length)}项，逾期${overdue}项。`,
    blocks: [...of.flatMap(sectionOf), { kind: 'note', text: `本周发给您的机器人消息${messages}条。` }],
  }
}

function sectionOf({ plan, digest }: { plan: Plan; digest: Digest }): Block[] {
  const blocks = digestBlocks(digest)
  const title = `${digest.unit ?? '全部单位'}｜${plan.title}`
  return [{ kind: 'text', text: blocks.length > 0 ? title : `${title}：暂无到期和逾期事项。` }, ...blocks]
}
