import { expect, it } from 'vitest'
import { periodIn, periodOf } from '#src/domain/reports/rules-period.ts'

it.each(['2026年第三季度', '2026年11月', '2026年1月', '2026年度'])('%s names its report’s id, and the id names it', (words) =>
  expect(periodIn(`sample-garden-${periodOf(words)!.slug}`)).toBe(words),
)

it('an id of another kind names no period', () => expect(periodIn('imported-17')).toBeUndefined())
