import { type Config, loadConfig } from './config.ts'
import { messageOf } from './errors.ts'
import { createLog } from './log.ts'
import { hasSandbox, startService } from './service.ts'
import { startupLine } from './startup.ts'

/** npm start: reads the environment, starts the service, stops it on SIGTERM or SIGINT. */
let config: Config | undefined
try {
  config = loadConfig(process.env)
  const log = createLog(config.logLevel)
  const service = await startService(config, log)
  log.info({ url: service.url }, 'started')
  if (config.production && !config.lark && !config.wechat && !config.wecom)
    log.warn('没有配置任何群聊通道：不会收发消息，可运行 npm run -s duban -- doctor 查看缺什么')
  if (hasSandbox(config)) process.stdout.write(`督办沙盒已就绪：${service.url}/sandbox\n`)

  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), 15_000).unref()
    await service.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  process.on('unhandledRejection', (error) => log.error({ error: messageOf(error) }, 'unhandled rejection'))
} catch (error) {
  process.stderr.write(`${startupLine(error, config)}\n`)
  process.exit(1)
}
