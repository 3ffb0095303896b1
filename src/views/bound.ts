import type { Post } from '#src/message.ts'
import type { Chat } from '#storage/repositories/people.ts'

export const boundPost = (chat: Pick<Chat, 'kind' | 'unit' | 'communityId'>): Post =>
  chat.kind === 'work'
    ? {
        tone: 'green',
        summary: chat.unit ? `已绑定为工作群（${chat.unit}）。` : '已绑定为专班工作群。',
        blocks: [{ kind: 'note', text: '工作日9:00发日报、9:30发到期提醒；无事不发。' }],
      }
    : {
        tone: 'green',
        summary: '已绑定为业主群。',
        blocks: [{ kind: 'note', text: '履约报告发布时推送；被@时回答公示和政策问题。' }],
      }
