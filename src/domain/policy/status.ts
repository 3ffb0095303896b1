import type { DocumentManifest, DocumentStatus } from './document.ts'

/** A plan in force whose period is over on `todayOn` ('YYYY-MM-DD') is 期满; every other status is as declared. */
export const statusOf = (manifest: DocumentManifest, todayOn: string): DocumentStatus =>
  manifest.status === '现行' && manifest.periodEnd !== undefined && manifest.periodEnd < todayOn ? '期满' : manifest.status
