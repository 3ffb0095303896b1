import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { QuestionWeek } from '#src/domain/policy/learn/weekly.ts'
import type { Block, Form, Post } from '#src/message.ts'
import type { OpenQuestion } from '#storage/repositories/learn.ts'
import { select } from './select.ts'

const LISTED = 10

/** What waits for an answer, most asked first; one form to answer any of it. */
export function queuePost(waiting: OpenQuestion[]): Post {
  if (waiting.length === 0) return { title: '政策答疑', tone: 'green', summary: '待答 0 件。' }
  const listed = waiting.toSorted((a, b) => b.count - a.count).slice(0, LISTED)
  const rest = waiting.length - listed.length
  const open = listed.filter(({ state }) => state === 'open')
  return {
    title: '政策答疑',
    tone: 'yellow',
    summary: `待答 ${waiting.length} 件。`,
    blocks: [
      { kind: 'list', items: listed.map(lineOf) },
      ...(rest > 0 ? [{ kind: 'note', text: `另有${rest}件，发送「待答」查看。` } as Block] : []),
      { kind: 'note', text: '答复经专班负责人核定后生效，半年后到期复核。也可发送「待答 编号 答复内容」「待答 编号 通过」。' },
    ],
    ...(open.length > 0 ? { form: answerForm(open) } : {}),
  }
}

function lineOf({ id, text, count, why, state, answer, author }: OpenQuestion): string {
  const often = count > 1 ? `，${count}次` : ''
  const proposed = state === 'proposed' ? `；${author}拟答：${answer}（待核定）` : ''
  return `${id}. ${text}（${why === 'disliked' ? '答复不满意' : '未答上'}${often}）${proposed}`
}

const answerForm = (open: OpenQuestion[]): Form => ({
  action: '待答',
  args: {},
  version: 1,
  fields: [
    select(
      'question',
      '问题',
      open.map(({ id, text }) => [String(id), `${id}. ${text.slice(0, 24)}`] as const),
    ),
    { kind: 'input', name: 'answer', label: '答复', multiline: true, maxLength: 1000, required: true },
  ],
  submit: '答复',
})

/** One line to who answered or judged. */
export function answeredPost({ id, state, expiresOn }: OpenQuestion): Post {
  const done = {
    open: `第${id}问已退回，重新待答。`,
    proposed: `第${id}问已记下，待专班负责人核定。`,
    answered: `第${id}问答复已生效，有效至${expiresOn && chineseDay(expiresOn)}。`,
    dropped: `第${id}问已办结，不再待答。`,
  }
  return { tone: 'green', summary: done[state] }
}

/** The week's questions in the leads' group. */
export function questionWeekPost({ asked, most, unanswered, expiring }: QuestionWeek): Post {
  const often = ({ text, count }: { text: string; count: number }) => `${text}（${count}次）`
  return {
    title: '问答周报',
    tone: 'blue',
    summary: `近七日政策提问${asked}次，待答${unanswered.length === 0 ? '无' : '见下'}。`,
    blocks: [
      ...(most.length > 0 ? [{ kind: 'list', title: '问得最多', items: most.map(often) } as Block] : []),
      ...(unanswered.length > 0 ? [{ kind: 'list', title: '没答上来最多', items: unanswered.map(often) } as Block] : []),
      ...(expiring.length > 0
        ? [
            {
              kind: 'list',
              title: '答复即将到期',
              items: expiring.map(({ id, text, expiresOn }) => `${id}. ${text}（${chineseDay(expiresOn)}）`),
            } as Block,
          ]
        : []),
    ],
  }
}
