import { sendBriefs } from '#src/domain/brief/send.ts'
import { sendAllClocks } from '#src/domain/clocks/send.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { sendDigests } from '#src/domain/digest/send.ts'
import { sendWeekly } from '#src/domain/digest/weekly.ts'
import { tellBoard } from '#src/domain/disclosures/tell.ts'
import { sendLedgerSnapshots } from '#src/domain/ledger/snapshot.ts'
import { remindObjections } from '#src/domain/objections/remind.ts'
import { tellReplies } from '#src/domain/objections/reply.ts'
import { publishOpenDays } from '#src/domain/open-days/publish.ts'
import { sendQuestionWeek } from '#src/domain/policy/learn/weekly.ts'
import { sendReminders } from '#src/domain/reminders/send.ts'
import { publishAt } from '#src/domain/reports/due.ts'
import { publishReports } from '#src/domain/reports/publish.ts'
import { publishUnheard } from '#src/domain/reports/unheard.ts'
import type { Chat } from '#storage/repositories/people.ts'
import type { Beat } from './slot.ts'

/** A job that has one turn per bound group and slot; `run` is given the groups of one workspace. One line here, one verb, one flow test. */
export type ChatJob = {
  name: string
  label: string
  kind: 'work' | 'owner'
  beat: Beat
  /** a group bound after the hour is not owed that turn */
  owedToBound?: true
  /** speaks only when somebody has done something: nobody waits for its turn */
  occasional?: true
  run(ctx: DomainContext, chats: Chat[]): Promise<unknown>
}

const each = (run: (ctx: DomainContext, chat: Chat) => Promise<unknown>) => async (ctx: DomainContext, chats: Chat[]) => {
  for (const chat of chats) await run(ctx, chat)
}

export const chatJobs: readonly ChatJob[] = [
  {
    name: 'digest',
    label: '督办日报',
    kind: 'work',
    beat: { days: 'workdays', at: '09:00', until: '17:30' },
    owedToBound: true,
    run: sendDigests,
  },
  {
    name: 'ledger',
    label: '台账月度快照',
    kind: 'work',
    beat: { days: 'workdays', at: '09:00', until: '17:30' },
    owedToBound: true,
    run: sendLedgerSnapshots,
  },
  { name: 'remind', label: '到期提醒', kind: 'work', beat: { days: 'workdays', at: '09:30', until: '17:30' }, run: sendReminders },
  {
    name: 'brief',
    label: '双月点评',
    kind: 'work',
    beat: { days: 'bimonthly', at: '10:20', until: '17:30' },
    owedToBound: true,
    run: sendBriefs,
  },
  { name: 'weekly', label: '督办周报', kind: 'work', beat: { days: 'weekly', at: '16:10', until: '17:40' }, run: sendWeekly },
  { name: 'questions', label: '问答周报', kind: 'work', beat: { days: 'weekly', at: '16:20', until: '17:40' }, run: sendQuestionWeek },
  { name: 'clocks', label: '法定期限提醒', kind: 'work', beat: { days: 'workdays', at: '09:30', until: '17:30' }, run: sendAllClocks },
  {
    name: 'objections',
    label: '异议待答复',
    kind: 'work',
    beat: { days: 'workdays', at: '09:40', until: '17:30' },
    occasional: true,
    run: remindObjections,
  },
  {
    name: 'replies',
    label: '异议答复',
    kind: 'owner',
    beat: { days: 'all', at: '10:00', until: '20:00' },
    occasional: true,
    run: each(tellReplies),
  },
  {
    name: 'board',
    label: '公示更新',
    kind: 'owner',
    beat: { days: 'all', at: '10:30', until: '20:00' },
    occasional: true,
    run: each(tellBoard),
  },
  { name: 'report', label: '履约报告发布', kind: 'owner', beat: { days: 'all', at: publishAt, until: '20:00' }, run: each(publishReports) },
  {
    name: 'open-day',
    label: '业主开放日',
    kind: 'owner',
    beat: { days: 'all', at: publishAt, until: '20:00' },
    occasional: true,
    run: each(publishOpenDays),
  },
  {
    name: 'unheard',
    label: '未接入业主群的发布',
    kind: 'work',
    beat: { days: 'all', at: publishAt, until: '20:00' },
    occasional: true,
    run: publishUnheard,
  },
]
