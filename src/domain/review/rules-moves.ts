/** 未填报, 推进中, 受阻, 已报完成（待审核）, 办结 */
export type Phase = 'silent' | 'doing' | 'blocked' | 'reported' | 'closed'

export type Action =
  | 'advance'
  | 'block'
  | 'complete'
  | 'pass'
  | 'return'
  | 'reopen'
  | 'askExtension'
  | 'grantExtension'
  | 'refuseExtension'
  | 'dropExtension'

/** 承办单位 and 专班负责人 */
export type Who = 'unit' | 'lead'

/** Where an occurrence of a unit stands; `frozen` while an extension waits for its decision. */
export type Place = { phase: Phase; frozen: boolean }

/** `from` says where a move leads, or in words why there is none; `frozen` is what the move needs and what it leaves. */
type Move = { who: Who; from: Record<Phase, Phase | { not: string }>; frozen?: { needs?: boolean; leaves: boolean } }

const not = (words: string) => ({ not: words })
const waiting = not('已报完成，如需更正请先发送「撤回完成」')
const closed = not('已办结，如需更正请联系专班负责人重开')
const unreported = not('还没有报完成')
const open = not('尚未办结，无需重开')

const report = (to: Phase): Move => ({ who: 'unit', from: { silent: to, doing: to, blocked: to, reported: waiting, closed } })
const stay = { silent: 'silent', doing: 'doing', blocked: 'blocked' } as const
const extension = (who: Who, needs: boolean, leaves: boolean): Move => ({
  who,
  from: { ...stay, reported: not('已报完成，无需延期'), closed: not('已办结，无需延期') },
  frozen: { needs, leaves },
})

/** Every step an occurrence can take, and who takes it. */
export const moves: Record<Action, Move> = {
  advance: report('doing'),
  block: report('blocked'),
  // Done work needs no more time: a request for it falls away.
  complete: { ...report('reported'), frozen: { leaves: false } },
  pass: { who: 'lead', from: { silent: unreported, doing: unreported, blocked: unreported, reported: 'closed', closed: not('已办结') } },
  return: {
    who: 'lead',
    from: {
      silent: unreported,
      doing: unreported,
      blocked: unreported,
      reported: 'doing',
      closed: not('已办结，如需继续办理请重开'),
    },
  },
  reopen: { who: 'lead', from: { silent: open, doing: open, blocked: open, reported: not('尚未办结，如有问题请退回'), closed: 'doing' } },
  askExtension: extension('unit', false, true),
  grantExtension: extension('lead', true, false),
  refuseExtension: extension('lead', true, false),
  dropExtension: extension('unit', true, false),
}

const byWhom: Record<Who, string> = { unit: '由承办单位填报', lead: '由专班负责人决定' }

/** Where the move leads, or the words why it cannot be made. */
export function moveOf(at: Place, action: Action, who: Who): Place | { refused: string } {
  const move = moves[action]
  if (move.who !== who) return { refused: byWhom[move.who] }
  const to = move.from[at.phase]
  if (typeof to === 'object') return { refused: to.not }
  if (move.frozen?.needs === true && !at.frozen) return { refused: '没有待审核的延期申请' }
  if (move.frozen?.needs === false && at.frozen) return { refused: '已有一件延期申请待审核，请等待专班决定' }
  return { phase: to, frozen: move.frozen?.leaves ?? at.frozen }
}

/** The phase a unit's newest standing report makes; `passed` when a lead has accepted that very report. */
export function phaseOf(status: 'doing' | 'done' | 'blocked' | undefined, passed: boolean): Phase {
  if (status === undefined) return 'silent'
  if (status === 'done') return passed ? 'closed' : 'reported'
  return status
}
