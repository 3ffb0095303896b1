import type { DomainError } from '#src/errors.ts'
import type { Post } from '#src/message.ts'

/** One line that says what is wrong and what to do; nothing else happened. */
export const refusal = (error: DomainError): Post => ({ tone: 'yellow', summary: error.reply })

export const trouble = (): Post => ({ tone: 'red', summary: '这条消息处理出错，已转运维人员核查，请勿重复提交。' })
