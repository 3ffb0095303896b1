import { expect, test } from 'vitest'
import { commandHearing } from '#commands/index.ts'

/** What people say to the bot in plain words, taken to pieces. */
const speech = [
  '我想看看我们单位近日内到底有没有快要到期应该填报的任务',
  '麻烦查查本周需要上报什么',
  '我办不需要了，请再催一下区房管局尽快填报',
]
const pieces = new Set(speech.flatMap((words) => [1, 2, 3, 4].flatMap((size) => Array.from(words, (_, at) => words.slice(at, at + size)))))

// A pattern that can read a piece in two ways has 2 to the 26th ways for these, which takes it longer than a test may.
test.each([...pieces])('%s said over and over is soon known to be nothing', (piece) => {
  for (const audience of ['staff', 'owner', 'card'] as const) expect(commandHearing(`${piece.repeat(26)}x`, audience)).toBeUndefined()
})
