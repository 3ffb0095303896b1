import type { Ladder } from '#src/domain/reminders/rules-ladder.ts'
import type { LadderChange } from './ladder.ts'

const numbers = (said: string): number[] => said.split(/[,，、\s]+/).map(Number)
const days = (said: string): string[] | undefined =>
  said.split(/[,，、\s]+/).every((on) => /^\d{4}-\d\d-\d\d$/.test(on)) ? said.split(/[,，、\s]+/) : undefined

function quietIn(said: string): Ladder['quiet'] | undefined {
  const [, from, until] = /^((?:[01]\d|2[0-3]):[0-5]\d)\s*[-—至到]\s*((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(said) ?? []
  return from && until ? { from, until } : undefined
}

function expectedIn(said: string): Ladder['pace']['expected'] | undefined {
  const pairs = said.split(/[,，、\s]+/).map((one) => /^(\d{1,3})[:：](\d{1,3})%?$/.exec(one))
  return pairs.every((pair) => pair !== null) ? pairs.map((pair) => [Number(pair![1]), Number(pair![2])]) : undefined
}

const one = (said: string, of: (value: number) => LadderChange): LadderChange | undefined =>
  /^\d{1,3}$/.test(said) ? of(Number(said)) : undefined

/** What each word of 提醒规则 sets. */
const settings: Record<string, (said: string) => LadderChange | undefined> = {
  步骤: (said) => (/^-?\d{1,3}(?:[,，、\s]+-?\d{1,3})*$/.test(said) ? { offsets: numbers(said) } : undefined),
  间隔: (said) => one(said, (repeat) => ({ repeat })),
  静默: (said) => {
    const quiet = quietIn(said)
    return quiet && { quiet }
  },
  窗口: (said) => one(said, (window) => ({ pace: { window } })),
  未报: (said) => one(said, (silence) => ({ pace: { silence } })),
  进度: (said) => {
    const expected = expectedIn(said)
    return expected && { pace: { expected } }
  },
  负责人: (said) => one(said, (headAfter) => ({ headAfter })),
  清单: (said) => one(said, (listAfter) => ({ listAfter })),
  休息: (said) => {
    const restOn = days(said)
    return restOn && { restOn }
  },
  上班: (said) => {
    const workOn = days(said)
    return workOn && { workOn }
  },
  恢复默认: (said) => (said === '' ? {} : undefined),
}

/** 步骤 -30,-7,0 and the like as a change; undefined when it is none. */
export function readLadder(text: string): LadderChange | undefined {
  const name = Object.keys(settings).find((candidate) => text.startsWith(candidate))
  return name === undefined
    ? undefined
    : settings[name]!(
        text
          .slice(name.length)
          .replace(/^[\s:：]+/, '')
          .trim(),
      )
}
