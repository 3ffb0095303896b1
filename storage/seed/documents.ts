import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { DocumentManifest, ParsedDocument } from '#src/domain/policy/document.ts'
import { parseDocument } from '#src/domain/policy/parse.ts'

const shipped = new URL('./', import.meta.url)

const words = z.string().min(1)
/** What is written here wrongly would be cited wrongly: a row says all that an answer needs, and nothing misspelt. */
const row: z.ZodType<DocumentManifest> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  file: words,
  title: words,
  shortTitle: words,
  issuer: words.optional(),
  docNo: words.optional(),
  issuedOn: z.iso.date().optional(),
  jurisdiction: words,
  level: z.enum(['law', 'city', 'district']),
  status: z.enum(['征求意见稿', '现行', '起草说明', '被替代']),
  periodStart: z.iso.date().optional(),
  periodEnd: z.iso.date().optional(),
  sourceUrl: words.optional(),
  remark: words.optional(),
  supersedes: words.optional(),
  layout: z.strictObject({ ids: z.record(z.string(), z.string()).optional(), preamble: words.optional() }).optional(),
})

/**
 * The policy documents of a folder, those shipped with the service unless told, parsed, in the order of its manifest.json.
 * @throws Error that names the row and the keys where the manifest is not as it should be
 */
export function loadSeedDocuments(folder: URL = shipped): ParsedDocument[] {
  const manifests: unknown[] = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'))
  return manifests.map((said, index) => {
    const manifest = checked(said, index)
    return parseDocument(manifest, readFileSync(new URL(`documents/${manifest.file}`, folder), 'utf8'))
  })
}

function checked(said: unknown, index: number): DocumentManifest {
  const read = row.safeParse(said)
  if (read.success) return read.data
  const keys = read.error.issues.map(({ path, message }) => `${path.join('.') || message}`)
  throw new Error(`manifest.json的第${index + 1}份文件不合格：${[...new Set(keys)].join('、')}`)
}
