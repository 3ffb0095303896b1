import { DomainError } from '#src/errors.ts'
import { type Period, periodOf } from './rules-period.ts'

/** @throws DomainError for words that name no period */
export function getPeriod(said: string): Period {
  const period = periodOf(said)
  if (!period) throw new DomainError('NO_PERIOD', `「${said}」不是报告期，请写2026年9月、2026年第三季度或2026年度。`)
  return period
}
