import { StorageError } from '#storage/errors.ts'
import { loadConfig } from './config.ts'
import { ConfigError, DomainError, messageOf } from './errors.ts'
import { createLog } from './log.ts'
import { hasSandbox, startService } from './service.ts'

/** npm start: reads the environment, starts the service, stops it on SIGTERM or SIGINT. */
try {
  const config = loadConfig(process.env)
  const log = createLog(config.logLevel)
  const service = await startService(config, log)
  log.info({ url: service.url }, 'started')
  if (hasSandbox(config)) process.stdout.write(`督办沙盒已就绪：${service.url}/sandbox\n`)

  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), 20_000).unref()
    await service.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  process.on('unhandledRejection', (error) => log.error({ error: messageOf(error) }, 'unhandled rejection'))
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof DomainError || error instanceof StorageError
  process.stderr.write(`${expected ? messageOf(error) : `启动失败：${messageOf(error)}`}\n`)
  process.exit(1)
}
