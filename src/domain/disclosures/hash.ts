import { createHash } from 'node:crypto'

/** What a reader can check a copy against: sha-256 over estate, item, version, every line and the sum of every file. */
export const disclosureHash = (of: {
  communityId: string
  code: string
  version: number
  lines: { label: string; value?: string }[]
  files?: { sha256: string }[]
}): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        ...[of.communityId, of.code, of.version, of.lines.map(({ label, value }) => [label, value ?? null])],
        ...(of.files ?? []).map(({ sha256 }) => sha256),
      ]),
    )
    .digest('hex')
