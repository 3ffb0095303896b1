import { DomainError, messageOf } from '#src/errors.ts'
import type { OperatorDeps } from '../deps.ts'
import { checkAbilities } from '../doctor/abilities.ts'
import { checkDatabase } from '../doctor/database.ts'
import { type Finding, fail, ok } from '../doctor/finding.ts'
import { checkRegister } from '../doctor/register.ts'
import { checkCalendar, checkSettings } from '../doctor/settings.ts'
import type { Declare } from '../verb.ts'

const signs: Record<Finding['level'], string> = { ok: '正常', warn: '注意', fail: '故障' }

/** Looks and changes nothing. */
export const declare: Declare = (command, deps, say) => {
  command.action(async () => {
    const abilities = await checkAbilities(deps.config, deps.clock)
    const findings = [...checkSettings(deps.config, deps.channels?.()), ...abilities, ...(await checkOpened(deps))]
    for (const finding of findings) {
      const { check, level, detail, mend } = finding
      say.item(finding, `[${signs[level]}] ${check}：${detail}${mend ? `  →  ${mend}` : ''}`)
    }
    const failed = findings.filter(({ level }) => level === 'fail').length
    if (failed > 0) throw new DomainError('UNHEALTHY', `有${failed}处故障需要处理。`)
  })
}

async function checkOpened(deps: OperatorDeps): Promise<Finding[]> {
  try {
    const { database, settings } = await deps.open()
    const found = await checkDatabase(database.db)
    const calendar = checkCalendar(settings.calendar, deps.clock.now())
    const opened = [ok('数据库', database.kind === 'pglite' ? '内置数据库可用' : 'Postgres 可用'), ...found, calendar]
    if (found.some(({ level }) => level === 'fail')) return opened
    return [...opened, ...(await checkRegister(database.db, deps.clock.now()))]
  } catch (error) {
    return [fail('数据库', `不可用：${messageOf(error).split('\n')[0]}`, '核对 DATABASE_URL 或 DATA_DIR，确认没有别的进程在使用')]
  }
}
