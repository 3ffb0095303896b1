import type { Config } from '#src/config.ts'
import { messageOf } from '#src/errors.ts'
import { codeOf, isUnreachable } from '#storage/errors.ts'
import type { OperatorDeps } from '../deps.ts'
import { checkAbilities } from './abilities.ts'
import { checkDatabase } from './database.ts'
import { checkEvents } from './events.ts'
import { type Finding, fail, ok } from './finding.ts'
import { checkRegister } from './register.ts'
import { askRunning } from './running.ts'
import { checkCalendar, checkSettings } from './settings.ts'

/** Configuration, channels, database and register: what is missing, and how to mend it. Looks and changes nothing. */
export async function checkUp(deps: Omit<OperatorDeps, 'cwd' | 'stdin'>): Promise<Finding[]> {
  const states = deps.channels?.() ?? (await askRunning(deps.config))
  const abilities = await checkAbilities(deps.config, deps.clock)
  return [...checkSettings(deps.config, states), ...abilities, ...(await checkOpened(deps))]
}

async function checkOpened({ open, clock, config }: Pick<OperatorDeps, 'open' | 'clock' | 'config'>): Promise<Finding[]> {
  try {
    const { database, settings } = await open()
    const found = await checkDatabase(database.db)
    const calendar = checkCalendar(settings.calendar, clock.now())
    const opened = [ok('数据库', database.kind === 'pglite' ? '内置数据库可用' : 'Postgres 可用'), ...found, calendar]
    if (found.some(({ level }) => level === 'fail')) return opened
    const listening = (['lark', 'wechat'] as const).filter((name) => config[name])
    const events = await checkEvents(database.db, listening, clock.now())
    return [...opened, ...events, ...(await checkRegister(database.db, clock.now()))]
  } catch (error) {
    return [fail('数据库', `不可用：${messageOf(error).split('\n')[0]}`, mendOf(config, error))]
  }
}

const account = '核对 DATABASE_URL 的用户、密码和库名'
const mends: Record<string, string> = {
  '08004': '核对 DATABASE_URL 的 sslmode',
  '28000': account,
  '28P01': account,
  '3D000': account,
  '53300': '调大 Postgres 的 max_connections，或停掉多余的连接',
  '57P03': '稍后再查',
}

function mendOf({ databaseUrl }: Config, error: unknown): string {
  if (!databaseUrl) return '核对 DATA_DIR，确认没有别的进程在使用'
  return (
    mends[codeOf(error) ?? ''] ?? (isUnreachable(error) ? '启动 Postgres；已启动则核对 DATABASE_URL 的主机和端口' : '核对 DATABASE_URL')
  )
}
