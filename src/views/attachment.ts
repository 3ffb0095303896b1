import type { InboundMessage, Post } from '#src/message.ts'

/** A reply to a card that is nothing but files. */
export const received = (attachments: InboundMessage['attachments']): Post => ({
  summary: `已收到附件${attachments.length}个。进展请另写一句，如「任务5 80%」。`,
})

export const attachmentRefused = (name: string | null, why: string): Post => ({
  summary: `附件${name ? `《${name}》` : ''}未保存：${why}。`,
})
