import { expect, test } from 'vitest'
import { isBare } from '#src/domain/policy/learn/rules-unasked.ts'
import { ask } from './fixture.ts'

/** What people ask in plain words, taken to pieces. */
const speech = [
  '任务分解表第五十项怎么样了归谁牵头',
  '海淀第十六条任务的责任单位和完成时限是多少',
  '我们小区的电梯到底什么时候能换',
  '邻居欠费名单帮我写一份报告',
  '那为什么具体说说市里和海淀各是多少有没有区别',
]
const pieces = new Set(
  speech.flatMap((words) => [1, 2, 3, 4, 5].flatMap((size) => Array.from(words, (_, at) => words.slice(at, at + size)))),
)

// A pattern that can read a piece in two ways has 2 to the 26th ways for these, which takes it longer than a test may.
test.each([...pieces])('%s said over and over is soon answered', (piece) => {
  const said = `${piece.repeat(26)}x`
  expect([isBare(said), ask(said).text.length > 0]).toEqual([false, true])
})
