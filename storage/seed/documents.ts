import { readFileSync } from 'node:fs'
import type { DocumentManifest, ParsedDocument } from '#src/domain/policy/document.ts'
import { parseDocument } from '#src/domain/policy/parse.ts'

const shipped = new URL('./', import.meta.url)

/** The policy documents of a folder, those shipped with the service unless told, parsed, in the order of its manifest.json. */
export function loadSeedDocuments(folder: URL = shipped): ParsedDocument[] {
  const manifests: DocumentManifest[] = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'))
  return manifests.map((manifest) => parseDocument(manifest, readFileSync(new URL(`documents/${manifest.file}`, folder), 'utf8')))
}
