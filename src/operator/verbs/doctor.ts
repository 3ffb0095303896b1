import { DomainError } from '#src/errors.ts'
import { checkUp } from '../doctor/check-up.ts'
import type { Finding } from '../doctor/finding.ts'
import type { Declare } from '../verb.ts'

const signs: Record<Finding['level'], string> = { ok: '正常', warn: '注意', fail: '故障', ask: '核对' }

export const declare: Declare = (command, deps, say) => {
  command.action(async () => {
    const findings = await checkUp(deps)
    for (const finding of findings) {
      const { check, level, detail, mend } = finding
      say.item(finding, `[${signs[level]}] ${check}：${detail}${mend ? `  →  ${mend}` : ''}`)
    }
    const failed = findings.filter(({ level }) => level === 'fail').length
    if (failed > 0) throw new DomainError('UNHEALTHY', `有${failed}处故障需要处理。`)
  })
}
