import type { DomainContext } from '#src/domain/context.ts'
import { sendDigest } from '#src/domain/digest/send.ts'
import { sendReminders } from '#src/domain/reminders/send.ts'
import { publishReports } from '#src/domain/reports/publish.ts'
import type { Chat } from '#storage/repositories/people.ts'
import type { Beat } from './slot.ts'

/** A job that has one turn per bound group and slot. One line here, one verb, one flow test. */
export type ChatJob = {
  name: string
  label: string
  kind: 'work' | 'owner'
  beat: Beat
  run(ctx: DomainContext, chat: Chat): Promise<unknown>
}

export const chatJobs: readonly ChatJob[] = [
  { name: 'digest', label: '督办日报', kind: 'work', beat: { days: 'workdays', at: '09:00', until: '09:25' }, run: sendDigest },
  { name: 'remind', label: '到期提醒', kind: 'work', beat: { days: 'workdays', at: '09:30', until: '17:30' }, run: sendReminders },
  { name: 'report', label: '履约报告发布', kind: 'owner', beat: { days: 'all', at: '10:10', until: '20:00' }, run: publishReports },
]
