import { createHash } from 'node:crypto'
import { canonicalJson } from '#src/domain/audit/canonical.ts'
import type { ReportSection } from './report.ts'

/** What a reader can check a copy against: sha-256 over estate, period, version and every figure. */
export function reportHash(report: {
  communityId: string
  fromOn: string
  toOn: string
  version: number
  sections: ReportSection[]
}): string {
  const { communityId, fromOn, toOn, version, sections } = report
  return createHash('sha256')
    .update(canonicalJson([communityId, fromOn, toOn, version, sections]))
    .digest('hex')
}
