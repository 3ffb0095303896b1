import { subjectOf } from '#src/domain/reports/forward.ts'
import { DomainError } from '#src/errors.ts'
import { findReport, listForwardings, listPublication, type Publication } from '#storage/repositories/report.ts'
import { actPrepared } from '../act.ts'
import type { Declare } from '../verb.ts'

type State = 'sent' | 'ticked' | 'unticked' | 'waiting' | 'unknown' | 'failed'

const stateOf = ({ state, confirmation }: Publication): State => {
  if (confirmation) return confirmation === 'waiting' ? 'unticked' : confirmation
  return state === 'sent' || state === 'unknown' ? state : state === 'queued' || state === 'sending' ? 'waiting' : 'failed'
}

const words: Record<State, string> = {
  sent: '已送达',
  ticked: '群主已确认发出',
  unticked: '待群主确认',
  waiting: '待发',
  unknown: '不确定，请到群内核实',
  failed: '失败，请用 lane 查看',
}

export const declare: Declare = (command, deps, say) => {
  command.argument('<报告>', '履约报告编号').action(async (id: string) => {
    const { groups, kits } = await actPrepared(deps, async ({ tx }) => {
      const report = await findReport(tx, id)
      if (!report) throw new DomainError('NO_REPORT', `没有编号为「${id}」的履约报告。`)
      const subject = subjectOf(report)
      return { groups: await listPublication(tx, subject), kits: await listForwardings(tx, subject) }
    })
    for (const group of groups) {
      const { channel, chatId, sentAt, error } = group
      const state = stateOf(group)
      say.item({ channel, chat: chatId, state, sentAt, error }, `${channel} ${chatId}：${words[state]}${error ? `（${error}）` : ''}`)
    }
    for (const { key, forwardedAt } of kits) {
      const state = forwardedAt ? 'ticked' : 'given'
      say.item({ kit: key, state, forwardedAt }, `转发件 ${key.split(':').slice(-2).join(' ')}：${forwardedAt ? '已转发' : '待转发'}`)
    }
    if (groups.length + kits.length === 0) say.item({ report: id, state: 'none' }, '尚未发布到任何群。')
  })
}
