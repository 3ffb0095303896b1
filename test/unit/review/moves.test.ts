import { describe, expect, test } from 'vitest'
import { type Action, moveOf, moves, type Phase, phaseOf, type Who } from '#src/domain/review/rules-moves.ts'

const phases: Phase[] = ['silent', 'doing', 'blocked', 'reported', 'closed']
const actions = Object.keys(moves) as Action[]

/** Each action: who, whether an extension must (not) be waiting, where each phase leads (in the order above; - is refused). */
const table: [Action, Who, 'any' | 'frozen' | 'free', string][] = [
  ['advance', 'unit', 'any', 'doing doing doing - -'],
  ['block', 'unit', 'any', 'blocked blocked blocked - -'],
  ['complete', 'unit', 'any', 'reported reported reported - -'],
  ['pass', 'lead', 'any', '- - - closed -'],
  ['return', 'lead', 'any', '- - - doing -'],
  ['reopen', 'lead', 'any', '- - - - doing'],
  ['askExtension', 'unit', 'free', 'silent doing blocked - -'],
  ['grantExtension', 'lead', 'frozen', 'silent doing blocked - -'],
  ['refuseExtension', 'lead', 'frozen', 'silent doing blocked - -'],
  ['dropExtension', 'unit', 'frozen', 'silent doing blocked - -'],
]

/** What becomes of a waiting extension. */
const after: Partial<Record<Action, boolean>> = {
  complete: false,
  askExtension: true,
  grantExtension: false,
  refuseExtension: false,
  dropExtension: false,
}

test('the table here names every action', () => expect(table.map(([action]) => action).sort()).toEqual(actions.toSorted()))

describe.each(table)('%s by %s (%s)', (action, by, needs, leads) => {
  const cases = phases.flatMap((phase, index) =>
    [false, true].flatMap((frozen) => (['unit', 'lead'] as const).map((who) => ({ phase, frozen, who, to: leads.split(' ')[index]! }))),
  )
  test.each(cases)('$who from $phase, frozen $frozen', ({ phase, frozen, who, to }) => {
    const moved = moveOf({ phase, frozen }, action, who)
    const possible = who === by && to !== '-' && (needs === 'any' || (needs === 'frozen') === frozen)
    if (possible) expect(moved).toEqual({ phase: to, frozen: after[action] ?? frozen })
    else expect(moved).toEqual({ refused: expect.stringMatching(/[\u4e00-\u9fff]{3,}/) })
  })
})

test('words of a refusal say what to do instead', () => {
  expect(moveOf({ phase: 'reported', frozen: false }, 'advance', 'unit')).toEqual({
    refused: '已报完成，如需更正请先发送「撤回完成」',
  })
  expect(moveOf({ phase: 'closed', frozen: false }, 'complete', 'unit')).toEqual({ refused: '已办结，如需更正请联系专班负责人重开' })
  expect(moveOf({ phase: 'doing', frozen: true }, 'askExtension', 'unit')).toEqual({
    refused: '已有一件延期申请待审核，请等待专班决定',
  })
  expect(moveOf({ phase: 'reported', frozen: false }, 'pass', 'unit')).toEqual({ refused: '由专班负责人决定' })
})

test.each([
  [undefined, false, 'silent'],
  ['doing', false, 'doing'],
  ['blocked', true, 'blocked'],
  ['done', false, 'reported'],
  ['done', true, 'closed'],
] as const)('newest report %s, passed %s → %s', (status, passed, phase) => expect(phaseOf(status, passed)).toBe(phase))
