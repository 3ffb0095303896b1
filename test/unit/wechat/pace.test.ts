import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createWechatChannel } from '#src/channels/wechat/index.ts'
import { systemClock } from '#src/clock.ts'

test('an account that nobody set a pace for says twenty things a minute, three seconds apart', () => {
  const config = { token: 't', endpoint: '127.0.0.1:1', noTls: true, botNames: [] }
  const { capabilities } = createWechatChannel(config, { clock: systemClock, log: pino({ level: 'silent' }) })
  expect(capabilities).toMatchObject({ limits: [{ count: 20, perMs: 60_000 }], pauseMs: 3000 })
})
