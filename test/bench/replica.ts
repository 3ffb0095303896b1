import { pino } from 'pino'
import { createLarkChannel } from '#src/channels/lark/index.ts'
import { systemClock } from '#src/clock.ts'
import { startDelivery } from '#src/outbox/deliver.ts'
import { connect } from '#storage/db.ts'

/** A process that does nothing but send: the outbox and the channel as the service has them. */
const { DATABASE_URL = '', LARK_DOMAIN = '', LIMIT_SCALE = '1', REPLICA = '0', LARK_APP_ID = '', LARK_APP_SECRET = '' } = process.env
const log = pino({ level: 'silent' })
const { db } = await connect({ databaseUrl: DATABASE_URL, dataDir: '' })
const keys = { appId: LARK_APP_ID, appSecret: LARK_APP_SECRET, encryptKey: '-', verificationToken: '-' }
const lark = createLarkChannel({ ...keys, domain: LARK_DOMAIN, mode: 'webhook' }, { clock: systemClock, log })
const scale = Number(LIMIT_SCALE)
const { limits, pauseMs } = lark.capabilities
const capabilities = {
  ...lark.capabilities,
  limits: limits.map(({ count, perMs }) => ({ count: count * scale, perMs })),
  pauseMs: pauseMs / scale,
}
startDelivery({
  db,
  channels: [{ ...lark, capabilities }],
  clock: systemClock,
  log,
  worker: `replica ${REPLICA} ${process.pid}`,
  lanes: 32,
})
// Ends with the bench, however that ends.
process.stdin.resume().once('end', () => process.exit())
process.stdout.write('ready\n')
