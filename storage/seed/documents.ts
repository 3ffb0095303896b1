import { readFileSync } from 'node:fs'
import type { DocumentManifest, ParsedDocument } from '#src/domain/policy/document.ts'
import { parseDocument } from '#src/domain/policy/parse.ts'

/** The policy documents shipped with the service, parsed, in the order of the manifest. */
export function loadSeedDocuments(): ParsedDocument[] {
  const manifests: DocumentManifest[] = JSON.parse(readFileSync(new URL('./manifest.json', import.meta.url), 'utf8'))
  return manifests.map((manifest) =>
    parseDocument(manifest, readFileSync(new URL(`./documents/${manifest.file}`, import.meta.url), 'utf8')),
  )
}
