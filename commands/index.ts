import * as bind from './bind.ts'
import * as brief from './brief.ts'
import * as claim from './claim.ts'
import * as close from './close.ts'
import type { AnyCommand } from './command.ts'
import * as complete from './complete.ts'
import * as correct from './correct.ts'
import * as coverage from './coverage.ts'
import * as declare from './declare.ts'
import * as delegate from './delegate.ts'
import * as digest from './digest.ts'
import * as disclosure from './disclosure.ts'
import * as disclosureKeep from './disclosure-keep.ts'
import * as disclosureRevoke from './disclosure-revoke.ts'
import * as entrance from './entrance.ts'
import * as estate from './estate.ts'
import * as extend from './extend.ts'
import * as feedback from './feedback.ts'
import * as useful from './feedback-useful.ts'
import * as handOff from './hand-off.ts'
import * as help from './help.ts'
import * as indicator from './indicator.ts'
import * as ladder from './ladder.ts'
import * as ledger from './ledger.ts'
import * as mine from './mine.ts'
import * as objection from './objection.ts'
import * as objectionClose from './objection-close.ts'
import * as objectionReply from './objection-reply.ts'
import * as openDay from './open-day.ts'
import * as orders from './orders.ts'
import * as ownerSettings from './owner-settings.ts'
import * as parked from './parked.ts'
import * as policy from './policy.ts'
import * as progress from './progress.ts'
import * as publication from './publication.ts'
import * as queue from './queue.ts'
import * as remind from './remind.ts'
import * as reopen from './reopen.ts'
import * as report from './report.ts'
import * as reportForwarded from './report-forwarded.ts'
import * as reportKeep from './report-keep.ts'
import * as reportReview from './report-review.ts'
import * as revenue from './revenue.ts'
import * as review from './review.ts'
import * as rule from './rule.ts'
import * as serviceKeep from './service-keep.ts'
import * as statutory from './statutory.ts'
import * as tasks from './tasks.ts'
import * as urge from './urge.ts'
import * as weekly from './weekly.ts'
import * as withdraw from './withdraw.ts'

/** The order is 帮助's order. */
export const commands: readonly AnyCommand[] = [
  tasks,
  progress,
  complete,
  extend,
  digest,
  weekly,
  mine,
  brief,
  remind,
  review,
  reopen,
  declare,
  rule,
  correct,
  withdraw,
  claim,
  delegate,
  ledger,
  close,
  indicator,
  ladder,
  disclosure,
  disclosureKeep,
  disclosureRevoke,
  coverage,
  estate,
  statutory,
  revenue,
  orders,
  urge,
  entrance,
  handOff,
  objection,
  objectionReply,
  objectionClose,
  report,
  serviceKeep,
  reportKeep,
  reportReview,
  reportForwarded,
  openDay,
  publication,
  ownerSettings,
  policy,
  useful,
  feedback,
  queue,
  parked,
  bind,
  help,
]

/** The command a text begins with, and what stands behind its name. */
export function findCommand(text: string): { command: AnyCommand; rest: string } | undefined {
  const said = text.trim().replace(/^[/／]/, '')
  for (const command of commands) {
    for (const name of [command.about.name, ...command.about.aliases]) {
      if (said === name) return { command, rest: '' }
      const next = said[name.length]
      if (!said.startsWith(name) || next === undefined || !/[\s:：,，\d]/.test(next)) continue
      const rest = said.slice(name.length).replace(/^[\s:：,，]+/, '')
      if (command.about.takes?.test(rest) ?? true) return { command, rest }
    }
  }
  return undefined
}

/** The command that recognises words without a command's name; `card`: in a reply to a reminder card. */
export const commandHearing = (text: string, among: 'staff' | 'owner' | 'card'): AnyCommand | undefined =>
  commands.find(
    ({ about, hears }) => (among === 'card' ? about.onCard : about.audience === 'any' || about.audience === among) && hears?.(text),
  )
