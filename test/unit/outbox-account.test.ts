import { expect, test } from 'vitest'
import { createAccount } from '#src/outbox/account.ts'

/** `.` a send that was accepted, `x` one refused for a limit; in capitals where all chats were to wait. */
function told(sends: string): string {
  const account = createAccount()
  const outcomes: string[] = []
  for (const send of sends) {
    if (send === '.') account.accepted()
    outcomes.push(send === '.' ? '.' : account.refused() ? 'X' : 'x')
  }
  return outcomes.join('')
}

test.each([
  ['the first send of all', 'X'],
  ['too little known yet', '..X'],
  ['one among many', '.....x....x....x.....'],
  ['one right after another', '.....xX'],
  ['two within five', '.....x...X'],
  ['and on until it gets better', '.....xXXXX....x'],
])('a limit is the account’s when it meets more than one send: %s', (_, expected) => {
  expect(told(expected.toLowerCase())).toBe(expected)
})
