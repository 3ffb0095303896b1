import { createHash } from 'node:crypto'

/** What a reader can check a copy against: sha-256 over estate, item, version and every line. */
export const disclosureHash = (of: {
  communityId: string
  code: string
  version: number
  lines: { label: string; value?: string }[]
}): string =>
  createHash('sha256')
    .update(JSON.stringify([of.communityId, of.code, of.version, of.lines.map(({ label, value }) => [label, value ?? null])]))
    .digest('hex')
