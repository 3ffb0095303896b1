import { ShiftedClock, systemClock } from '#src/clock.ts'
import { startFakeFeishu } from './index.ts'

const { env } = process
const clock = env.FAKE_FEISHU_CLOCK ? new ShiftedClock(new Date(env.FAKE_FEISHU_CLOCK)) : systemClock
const fake = await startFakeFeishu({
  port: Number(env.FAKE_FEISHU_PORT ?? 18080),
  appId: env.LARK_APP_ID ?? 'cli_a1b2c3d4e5f60718',
  appSecret: env.LARK_APP_SECRET ?? 'fake-secret',
  encryptKey: env.LARK_ENCRYPT_KEY ?? 'fake-encrypt-key',
  verificationToken: env.LARK_VERIFICATION_TOKEN ?? 'fake-verification-token',
  webhookUrl: env.FAKE_FEISHU_WEBHOOK ?? 'http://127.0.0.1:3000/webhooks/lark',
  timeScale: Number(env.FAKE_FEISHU_TIME_SCALE ?? 1),
  now: () => clock.now(),
  allMessages: env.FAKE_FEISHU_ALL_MESSAGES !== 'false',
})
process.stdout.write(`fake Feishu on ${fake.url}\n`)

const stop = () => void fake.close().then(() => process.exit(0))
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
